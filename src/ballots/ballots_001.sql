-- tier 9: what neighbours decide. The matter has title, place, audience and state.

-- area: one decision, all its questions asked at once. force 1 advisory, 2 recorded from the official
-- system, 3 statutory. audience: whose it is to see once it is no draft. electorate 1 owners, 2 households, 3 residents, 4 members of a body.
CREATE TABLE ballot (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    no BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    electorate BIGINT NOT NULL CHECK (electorate BETWEEN 1 AND 4),
    force BIGINT NOT NULL CHECK (force BETWEEN 1 AND 3),
    audience BIGINT NOT NULL DEFAULT 0 CHECK (audience BETWEEN 0 AND 2),
    named BIGINT NOT NULL CHECK (named IN (0, 1)),
    parking BIGINT NOT NULL DEFAULT 0 CHECK (parking IN (0, 1)),
    running BIGINT NOT NULL DEFAULT 1 CHECK (running IN (0, 1)),
    follow_clause TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL,
    notice_days BIGINT NOT NULL DEFAULT 0,
    objection_days BIGINT NOT NULL DEFAULT 0,
    publish_days BIGINT NOT NULL DEFAULT 0,
    shown_days BIGINT NOT NULL DEFAULT 0,
    proxies BIGINT NOT NULL DEFAULT 0,
    precedence BIGINT NOT NULL DEFAULT 1,
    silence BIGINT NOT NULL DEFAULT 1,
    frozen_at BIGINT NOT NULL DEFAULT 0,
    roll_hash TEXT NOT NULL DEFAULT '',
    objections_until BIGINT NOT NULL DEFAULT 0,
    posted_at BIGINT NOT NULL DEFAULT 0,
    opens_at BIGINT NOT NULL DEFAULT 0,
    closes_at BIGINT NOT NULL DEFAULT 0,
    opened_at BIGINT NOT NULL DEFAULT 0,
    closed_at BIGINT NOT NULL DEFAULT 0,
    sealed_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);
CREATE UNIQUE INDEX ballot_no ON ballot (area_id, year, no);

-- area: which stairs are concerned, when it is not the whole place.
CREATE TABLE ballot_stair (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, building_id),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id),
    FOREIGN KEY (area_id, building_id) REFERENCES building (area_id, id)
);

-- area: a question. seats 0: yes, no or abstain; else choose at most so many of its options.
CREATE TABLE ballot_item (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    decides BIGINT NOT NULL,
    ruleset_id BIGINT NOT NULL,
    seats BIGINT NOT NULL DEFAULT 0 CHECK (seats >= 0),
    PRIMARY KEY (area_id, ballot_id, no),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);

-- area: one of the options of a question.
CREATE TABLE ballot_option (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    no BIGINT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, item_no, no),
    FOREIGN KEY (area_id, ballot_id, item_no) REFERENCES ballot_item (area_id, ballot_id, no)
);

-- area: how it stands now, by question and choice (choice 0: who took part in it; item 0: in any).
-- Kept by every vote; doctor counts again from the votes.
CREATE TABLE ballot_sum (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    choice BIGINT NOT NULL,
    homes BIGINT NOT NULL DEFAULT 0,
    stalls BIGINT NOT NULL DEFAULT 0,
    area_dm2 BIGINT NOT NULL DEFAULT 0,
    stalls_dm2 BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, ballot_id, item_no, choice),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);

-- area: an objection to the roll (1) or the result (2), and what became of it.
CREATE TABLE ballot_objection (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    against BIGINT NOT NULL CHECK (against IN (1, 2)),
    person_id BIGINT,
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    answered_at BIGINT NOT NULL DEFAULT 0,
    upheld BIGINT NOT NULL DEFAULT 0 CHECK (upheld IN (0, 1)),
    answer TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);
CREATE INDEX ballot_objection_ballot ON ballot_objection (area_id, ballot_id, made_at);
