-- tier 6: how something is decided, by law, from day to day.

-- reference: one version of one rule. town_id 0: it came with the program. Never edited: valid_to is
-- set when the next one begins.
CREATE TABLE ruleset (
    id BIGINT NOT NULL PRIMARY KEY,
    town_id BIGINT NOT NULL DEFAULT 0,
    law BIGINT NOT NULL CHECK (law BETWEEN 1 AND 3),
    decides BIGINT NOT NULL CHECK (decides BETWEEN 1 AND 15),
    version BIGINT NOT NULL,
    source TEXT NOT NULL,
    article TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    by_area BIGINT NOT NULL CHECK (by_area IN (0, 1)),
    part_from BIGINT NOT NULL CHECK (part_from BETWEEN 0 AND 3),
    part_how BIGINT NOT NULL CHECK (part_how IN (1, 2)),
    part_num BIGINT NOT NULL CHECK (part_num >= 0),
    part_den BIGINT NOT NULL CHECK (part_den >= part_num AND part_den > 0),
    agree_from BIGINT NOT NULL CHECK (agree_from BETWEEN 0 AND 3),
    agree_how BIGINT NOT NULL CHECK (agree_how IN (1, 2)),
    agree_num BIGINT NOT NULL CHECK (agree_num >= 0),
    agree_den BIGINT NOT NULL CHECK (agree_den >= agree_num AND agree_den > 0),
    notice_days BIGINT NOT NULL,
    objection_days BIGINT NOT NULL,
    publish_days BIGINT NOT NULL,
    shown_days BIGINT NOT NULL,
    proxies BIGINT NOT NULL,
    precedence BIGINT NOT NULL CHECK (precedence BETWEEN 1 AND 3),
    silence BIGINT NOT NULL CHECK (silence BETWEEN 1 AND 2),
    follows BIGINT NOT NULL CHECK (follows IN (0, 1)),
    made_at BIGINT NOT NULL DEFAULT 0,
    made_by BIGINT
);
CREATE UNIQUE INDEX ruleset_version ON ruleset (town_id, law, decides, version);
