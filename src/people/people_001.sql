-- tier 0: persons, who lives where.

-- area: a human being as this area knows them.
CREATE TABLE person (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone BYTEA,
    phone_hash TEXT,
    large_type BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    gone_at BIGINT,
    PRIMARY KEY (area_id, id)
);
CREATE INDEX person_phone ON person (area_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- area: dated relations. 1 lives_in household, 2 owns unit num/den, 3 guards other, 4 helps other.
CREATE TABLE relation (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    person_id BIGINT NOT NULL,
    household_id BIGINT,
    unit_id BIGINT,
    other_id BIGINT,
    num BIGINT NOT NULL DEFAULT 1,
    den BIGINT NOT NULL DEFAULT 1 CHECK (den > 0 AND num BETWEEN 0 AND den),
    what TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, household_id) REFERENCES household (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id),
    FOREIGN KEY (area_id, other_id) REFERENCES person (area_id, id)
);
CREATE INDEX relation_person ON relation (area_id, person_id);
CREATE INDEX relation_household ON relation (area_id, household_id) WHERE household_id IS NOT NULL;
CREATE INDEX relation_other ON relation (area_id, other_id) WHERE other_id IS NOT NULL;
