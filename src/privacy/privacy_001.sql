-- tier 4: consents, copies of one's own data, erasing.

-- area: what a person agreed to, for what, from whose mouth, by which way; and when it was taken back.
CREATE TABLE consent (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 7),
    what TEXT NOT NULL DEFAULT '',
    said_by TEXT NOT NULL DEFAULT '',
    channel BIGINT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX consent_person ON consent (area_id, person_id, kind);

-- area: a copy of everything kept about a person, sealed, for some days. state 1 asked, 2 ready, 3 failed.
CREATE TABLE data_copy (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    body BYTEA,
    asked_by BIGINT,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX data_copy_person ON data_copy (area_id, person_id, made_at);

-- area: a wish to be erased. state 1 proposed at the desk, 2 the person's own, waits until due_at,
-- 3 done, 4 dropped or taken back.
CREATE TABLE erasure (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    why TEXT NOT NULL DEFAULT '',
    asked_by BIGINT,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX erasure_state ON erasure (area_id, state, asked_at);
CREATE INDEX erasure_person ON erasure (area_id, person_id);
