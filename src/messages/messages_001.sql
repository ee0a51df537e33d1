-- tier 8: who is told what, by which way, and what became of it.

-- area: one message to one person (person_id NULL: the group's robot) by one channel. Ids only: the words
-- are said when it leaves or is read. seq: of the fact; below 0: a digest, a test. whom: which line of the
-- table. told_for: the asker, when it goes to who helps them. n, late: numbers of a digest.
CREATE TABLE message (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    fact TEXT NOT NULL,
    whom BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL DEFAULT 0,
    person_id BIGINT,
    told_for BIGINT,
    channel BIGINT NOT NULL CHECK (channel BETWEEN 1 AND 6),
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 5),
    why BIGINT NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    tries BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    sent_at BIGINT,
    changed_at BIGINT NOT NULL,
    roll_id BIGINT,
    n BIGINT NOT NULL DEFAULT 0,
    late BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE UNIQUE INDEX message_once ON message (area_id, seq, person_id, channel);
CREATE INDEX message_due ON message (area_id, channel, state, due_at, id);
CREATE INDEX message_person ON message (area_id, person_id, channel, state, id) WHERE person_id IS NOT NULL;
CREATE INDEX message_sent ON message (area_id, channel, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX message_subject ON message (area_id, subject_id, person_id);

-- area: by which way a person wants to be told. way 1 on the page only, 2 SMS, 3 e-mail, 5 telephone, 6 at the door.
CREATE TABLE message_pref (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    way BIGINT NOT NULL CHECK (way BETWEEN 1 AND 6),
    mail BYTEA,
    lang BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, person_id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);

-- area: how messages leave by a channel (2 SMS, 3 e-mail, 4 robot), what may be spent, and how it goes.
-- address, header and password are sealed.
CREATE TABLE message_way (
    area_id BIGINT NOT NULL,
    channel BIGINT NOT NULL CHECK (channel IN (2, 3, 4)),
    is_on BIGINT NOT NULL DEFAULT 0,
    address BYTEA,
    header BYTEA,
    password BYTEA,
    login TEXT NOT NULL DEFAULT '',
    sender TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    good TEXT NOT NULL DEFAULT '',
    report BYTEA,
    report_good TEXT NOT NULL DEFAULT '',
    report_bad TEXT NOT NULL DEFAULT '',
    person_day BIGINT NOT NULL DEFAULT 3,
    area_day BIGINT NOT NULL DEFAULT 200,
    area_month BIGINT NOT NULL DEFAULT 3000,
    fails BIGINT NOT NULL DEFAULT 0,
    down_since BIGINT,
    down_until BIGINT,
    trouble TEXT NOT NULL DEFAULT '',
    changed_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, channel)
);
