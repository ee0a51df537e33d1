-- tier 0: the territory.

-- reference: a tenant: a residential area, or the town itself.
CREATE TABLE area (
    id BIGINT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind BIGINT NOT NULL CHECK (kind IN (1, 2)),
    town_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);

-- area: the tree. The area is its own root: id = area_id, kind 1. 2 compound, 3 building, and the
-- coverings: 4 grid, 5 micro grid (its parent is its grid), 6 residents' group, 7 zone.
CREATE TABLE place (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 7),
    parent_id BIGINT,
    name TEXT NOT NULL,
    sort BIGINT NOT NULL DEFAULT 0,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, parent_id) REFERENCES place (area_id, id)
);
CREATE INDEX place_parent ON place (area_id, parent_id, sort);

-- area: one stair (门号). The plan is schematic: cells of a grid, not metres.
CREATE TABLE building (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    compound_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    floors BIGINT NOT NULL DEFAULT 0,
    per_floor BIGINT NOT NULL DEFAULT 0,
    plan_x BIGINT NOT NULL DEFAULT 0,
    plan_y BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, compound_id) REFERENCES place (area_id, id)
);
CREATE INDEX building_compound ON building (area_id, compound_id, number);

-- area: which stairs a compound (kind 2) or a covering (4-7) holds, from day to day. from_at and
-- to_at are the same days as instants: a figure asks where a stair belonged when something happened.
CREATE TABLE cover (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    covering_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind IN (2, 4, 5, 6, 7)),
    building_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT CHECK (valid_to >= valid_from),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL DEFAULT 253402300799000,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, covering_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, building_id) REFERENCES building (area_id, id)
);
CREATE UNIQUE INDEX cover_one ON cover (area_id, building_id, kind)
    WHERE valid_to IS NULL AND kind < 7;
CREATE UNIQUE INDEX cover_zone ON cover (area_id, building_id, covering_id)
    WHERE valid_to IS NULL;
CREATE INDEX cover_building ON cover (area_id, building_id, covering_id);
CREATE INDEX cover_covering ON cover (area_id, covering_id, building_id);

-- area: what a place was called, and what it was part of, before it changed. place has today's.
CREATE TABLE place_was (
    area_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL CHECK (valid_to > valid_from),
    name TEXT NOT NULL,
    parent_id BIGINT,
    PRIMARY KEY (area_id, place_id, valid_from),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);

-- area: what became of a place or a home: split, merged, taken over.
CREATE TABLE became (
    area_id BIGINT NOT NULL,
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    PRIMARY KEY (area_id, from_id, to_id)
);
CREATE INDEX became_to ON became (area_id, to_id);

-- area: 房屋. col counts along the floor from 1; area in 0.01 m2.
CREATE TABLE unit (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    floor BIGINT NOT NULL DEFAULT 0,
    col BIGINT NOT NULL DEFAULT 0,
    area_dm2 BIGINT NOT NULL DEFAULT 0 CHECK (area_dm2 >= 0),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, building_id) REFERENCES building (area_id, id)
);
CREATE UNIQUE INDEX unit_name ON unit (area_id, building_id, name) WHERE valid_to IS NULL;
CREATE INDEX unit_building ON unit (area_id, building_id);
CREATE INDEX unit_named ON unit (area_id, name);

-- area: how large the roster said a home was, until the day it came to say otherwise. unit has today's.
CREATE TABLE unit_was (
    area_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    valid_to TEXT NOT NULL,
    area_dm2 BIGINT NOT NULL,
    PRIMARY KEY (area_id, unit_id, valid_to),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);

-- area: 户.
CREATE TABLE household (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id)
);

-- area: a household lives in 0..n units, from day to day.
CREATE TABLE household_unit (
    area_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, household_id, unit_id, valid_from),
    FOREIGN KEY (area_id, household_id) REFERENCES household (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE INDEX household_unit_unit ON household_unit (area_id, unit_id);

-- own key: what the QR in the stairwell says. Traceable, revocable, never reused.
CREATE TABLE place_code (
    code TEXT NOT NULL PRIMARY KEY,
    area_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX place_code_place ON place_code (area_id, place_id);

-- area: the poster a stair was last given; stale: its code was taken down since.
CREATE TABLE poster (
    area_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    printed_at BIGINT NOT NULL,
    printed_by BIGINT,
    stale BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, place_id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
