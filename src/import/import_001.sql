-- tier 4: rosters brought in by upload.

-- area: one upload, from reading to done. bad holds [[row, words], ...], failed holds words.
CREATE TABLE import_run (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 6),
    skip_bad BIGINT NOT NULL DEFAULT 0,
    path TEXT NOT NULL,
    filename TEXT NOT NULL,
    compound TEXT NOT NULL DEFAULT '',
    fresh_rows BIGINT NOT NULL DEFAULT 0,
    changed_rows BIGINT NOT NULL DEFAULT 0,
    same_rows BIGINT NOT NULL DEFAULT 0,
    bad_rows BIGINT NOT NULL DEFAULT 0,
    compounds BIGINT NOT NULL DEFAULT 0,
    buildings BIGINT NOT NULL DEFAULT 0,
    units BIGINT NOT NULL DEFAULT 0,
    people BIGINT NOT NULL DEFAULT 0,
    bad TEXT NOT NULL DEFAULT '[]',
    failed TEXT NOT NULL DEFAULT '',
    account_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id)
);
