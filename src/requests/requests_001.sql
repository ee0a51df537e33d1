-- tier 2: 诉求.

-- area: what is particular to a request; the rest is its matter.
CREATE TABLE request (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 40),
    unit_id BIGINT,
    body TEXT NOT NULL,
    spot TEXT NOT NULL DEFAULT '',
    reopened BIGINT NOT NULL DEFAULT 0,
    waits BIGINT NOT NULL DEFAULT 0,
    clock_unit BIGINT NOT NULL CHECK (clock_unit BETWEEN 1 AND 2),
    clock_left BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE INDEX request_kind ON request (area_id, kind);

-- area: half done: between the first screen and the ticket. Belongs to a browser or a staff account.
CREATE TABLE request_draft (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    session TEXT NOT NULL,
    place_id BIGINT NOT NULL,
    unit_id BIGINT,
    body TEXT NOT NULL,
    spot TEXT NOT NULL DEFAULT '',
    kind BIGINT NOT NULL DEFAULT 0,
    audience BIGINT NOT NULL DEFAULT 2,
    join_id BIGINT,
    person_id BIGINT,
    asker_name TEXT NOT NULL DEFAULT '',
    asker_phone BYTEA,
    channel BIGINT NOT NULL DEFAULT 1,
    evidence TEXT NOT NULL DEFAULT '',
    happened_at BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    request_id BIGINT,
    PRIMARY KEY (area_id, id)
);

-- area: words that tell a kind; edited by the committee.
CREATE TABLE request_word (
    area_id BIGINT NOT NULL,
    word TEXT NOT NULL,
    kind BIGINT NOT NULL,
    PRIMARY KEY (area_id, word)
);

-- area: limits of a kind from an instant on: 1 hours, 2 working days; the latest one holds.
CREATE TABLE request_clock (
    area_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    since BIGINT NOT NULL,
    triage_unit BIGINT NOT NULL CHECK (triage_unit BETWEEN 1 AND 2),
    triage_n BIGINT NOT NULL CHECK (triage_n BETWEEN 1 AND 1000),
    answer_unit BIGINT NOT NULL CHECK (answer_unit BETWEEN 1 AND 2),
    answer_n BIGINT NOT NULL CHECK (answer_n BETWEEN 1 AND 1000),
    source TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, kind, since)
);
