-- tier 10: votes that were handed in.

-- area: what somebody handed in, once and for good; which one counts stands with the voter. way 1 web,
-- 2 paper, 3 a proxy's paper. received_at decides. code: what only the receipt holds.
CREATE TABLE vote (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    way BIGINT NOT NULL CHECK (way BETWEEN 1 AND 3),
    person_id BIGINT,
    received_at BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    void_at BIGINT NOT NULL DEFAULT 0,
    void_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX vote_voter ON vote (area_id, ballot_id, voter_no);
CREATE UNIQUE INDEX vote_code ON vote (area_id, code);

-- area: its marks. choice 1 yes, 2 no, 3 abstain, 4 spoiled; from 11 on: option no + 10.
CREATE TABLE vote_mark (
    area_id BIGINT NOT NULL,
    vote_id BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    choice BIGINT NOT NULL CHECK (choice BETWEEN 1 AND 4 OR choice > 10),
    PRIMARY KEY (area_id, vote_id, item_no, choice),
    FOREIGN KEY (area_id, vote_id) REFERENCES vote (area_id, id)
);

-- area: where names are not kept with votes: the marks alone, under a number of chance.
CREATE TABLE vote_secret (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, code),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);
