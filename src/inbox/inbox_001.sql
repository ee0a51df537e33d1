-- tier 3: what was done to many matters by one press.

-- area: one press of the bulk bar; its id is the act's.
CREATE TABLE inbox_batch (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    what BIGINT NOT NULL CHECK (what BETWEEN 1 AND 4),
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id)
);

-- area: one matter of it: the version it got, or (0) the words that say why not.
CREATE TABLE inbox_line (
    area_id BIGINT NOT NULL,
    batch_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    undone_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, batch_id, matter_id),
    FOREIGN KEY (area_id, batch_id) REFERENCES inbox_batch (area_id, id)
);
