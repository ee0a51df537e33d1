-- tier 0: persons, who lives where.

-- area: a human being as this area knows them. merged_into: judged to be that person. born is sealed.
-- phone_tail: keyed hash of its last four digits, for whoever answers the telephone.
-- gone_at: died, or asked to be forgotten; the row stays for what was voted and paid.
CREATE TABLE person (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone BYTEA,
    phone_hash TEXT,
    phone_tail TEXT,
    large_type BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    gone_at BIGINT,
    merged_into BIGINT,
    born BYTEA,
    died_on TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, merged_into) REFERENCES person (area_id, id)
);
CREATE INDEX person_merged ON person (area_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_name ON person (area_id, name);
CREATE INDEX person_tail ON person (area_id, phone_tail) WHERE phone_tail IS NOT NULL;
CREATE INDEX person_phone ON person (area_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- area: dated relations. 1 lives in household (family: what to its head), 3 guards other, 4 helps other.
-- 2 was owning: see src/owners.
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
    family BIGINT NOT NULL DEFAULT 0,
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
-- With all that counting a day's people needs, so that it reads the index alone.
CREATE INDEX relation_household ON relation (area_id, household_id, kind, valid_from, valid_to, person_id)
    WHERE household_id IS NOT NULL;
CREATE INDEX relation_other ON relation (area_id, other_id) WHERE other_id IS NOT NULL;
