-- tier 4: rosters brought in by upload.

-- area: one upload, from reading to done, and perhaps taken back. kind: 1 a roster, 2 posts. map: see roster_map_text(); tab:
-- the sheet's number; preview, shown, blocked: JSON of what its pages show (telephones
-- masked); answers: "row answer ..."; failed: words.
CREATE TABLE import_run (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL DEFAULT 1 CHECK (kind BETWEEN 1 AND 2),
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 10),
    skip_bad BIGINT NOT NULL DEFAULT 0,
    path TEXT NOT NULL,
    filename TEXT NOT NULL,
    compound TEXT NOT NULL DEFAULT '',
    tab BIGINT NOT NULL DEFAULT 0,
    map TEXT NOT NULL DEFAULT '',
    answers TEXT NOT NULL DEFAULT '',
    fresh_rows BIGINT NOT NULL DEFAULT 0,
    changed_rows BIGINT NOT NULL DEFAULT 0,
    same_rows BIGINT NOT NULL DEFAULT 0,
    bad_rows BIGINT NOT NULL DEFAULT 0,
    asked_rows BIGINT NOT NULL DEFAULT 0,
    compounds BIGINT NOT NULL DEFAULT 0,
    buildings BIGINT NOT NULL DEFAULT 0,
    units BIGINT NOT NULL DEFAULT 0,
    people BIGINT NOT NULL DEFAULT 0,
    hidden_rows BIGINT NOT NULL DEFAULT 0,
    note_rows BIGINT NOT NULL DEFAULT 0,
    carried_rows BIGINT NOT NULL DEFAULT 0,
    preview TEXT NOT NULL DEFAULT '[]',
    shown TEXT NOT NULL DEFAULT '{}',
    blocked TEXT NOT NULL DEFAULT '[]',
    failed TEXT NOT NULL DEFAULT '',
    account_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id)
);

-- area: how a file of that shape was mapped last time; shape: a hash of its folded header.
CREATE TABLE import_map (
    area_id BIGINT NOT NULL,
    shape TEXT NOT NULL,
    map TEXT NOT NULL,
    compound TEXT NOT NULL DEFAULT '',
    used_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, shape)
);

-- area: what a run made (1 compound, 2 building, 3 unit, 4 household, 5 person, 6 living in a
-- household, 7 a further home of a household) and changed (8 size, 9 phone, 10 name, 12 an owner's share; 11: an owner added;
-- 13 a post given, 14 how it is reached changed, 15 a body made, 16 a birth day, 17 what
-- somebody is to the head of a household), in order, so
-- that it can be taken back. A phone's or birth day's old value is sealed; the new one is kept as its hash.
CREATE TABLE import_change (
    area_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    n BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 17),
    subject_id BIGINT NOT NULL,
    other_id BIGINT,
    old TEXT NOT NULL DEFAULT '',
    sealed BYTEA,
    fresh TEXT NOT NULL DEFAULT '',
    undone_at BIGINT,
    PRIMARY KEY (area_id, run_id, n)
);
CREATE INDEX import_change_subject ON import_change (area_id, subject_id, run_id);
