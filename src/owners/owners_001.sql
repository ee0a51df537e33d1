-- tier 0: who owns which home, from day to day.

-- area: one who owns: 1 a person of this area, 2 an organisation. same_as: judged to be that one.
CREATE TABLE owner (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 2),
    person_id BIGINT,
    name TEXT NOT NULL DEFAULT '',
    credit BYTEA,
    credit_hash TEXT,
    developer BIGINT NOT NULL DEFAULT 0,
    same_as BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, same_as) REFERENCES owner (area_id, id)
);
CREATE UNIQUE INDEX owner_person ON owner (area_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX owner_name ON owner (area_id, name) WHERE name <> '';
CREATE INDEX owner_same ON owner (area_id, same_as) WHERE same_as IS NOT NULL;

-- area: who speaks for an organisation, from day to day.
CREATE TABLE owner_agent (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone BYTEA,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, owner_id) REFERENCES owner (area_id, id)
);
CREATE INDEX owner_agent_owner ON owner_agent (area_id, owner_id);

-- area: a share of a home, from day to day. unsold: the developer's, not yet sold or handed over.
CREATE TABLE owner_share (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    num BIGINT NOT NULL CHECK (num > 0),
    den BIGINT NOT NULL CHECK (den BETWEEN num AND 10000),
    unsold BIGINT NOT NULL DEFAULT 0,
    basis TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id),
    FOREIGN KEY (area_id, owner_id) REFERENCES owner (area_id, id)
);
CREATE INDEX owner_share_unit ON owner_share (area_id, unit_id);
CREATE INDEX owner_share_owner ON owner_share (area_id, owner_id);

-- area: which of a home's co-owners votes, from day to day.
CREATE TABLE owner_voter (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id),
    FOREIGN KEY (area_id, owner_id) REFERENCES owner (area_id, id)
);
CREATE INDEX owner_voter_unit ON owner_voter (area_id, unit_id);

-- area: how large a home is, and who says so: 1 the register, 2 the survey, 3 the sale contract.
CREATE TABLE unit_area (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    area_dm2 BIGINT NOT NULL CHECK (area_dm2 > 0),
    source BIGINT NOT NULL CHECK (source BETWEEN 1 AND 3),
    basis TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE INDEX unit_area_unit ON unit_area (area_id, unit_id);

-- area: "these two are one". state 1 proposed, 2 confirmed, 3 refused, 4 undone.
CREATE TABLE owner_merge (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    keep_id BIGINT NOT NULL,
    gone_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    why TEXT NOT NULL DEFAULT '',
    proposed_by BIGINT,
    proposed_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, keep_id) REFERENCES owner (area_id, id),
    FOREIGN KEY (area_id, gone_id) REFERENCES owner (area_id, id)
);
CREATE INDEX owner_merge_state ON owner_merge (area_id, state, proposed_at);
