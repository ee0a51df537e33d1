-- tier 8: who may decide together. ballot_id is the matter of it.

-- area: one head on the frozen roll. homes 1: has a home (0: stalls only). who_kind 1 person,
-- 2 organisation, 3 household, 0 nobody known. why_not 0 may vote, else why nobody may.
CREATE TABLE voter (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    who_kind BIGINT NOT NULL CHECK (who_kind BETWEEN 0 AND 3),
    who_id BIGINT,
    why_not BIGINT NOT NULL DEFAULT 0,
    unsold BIGINT NOT NULL DEFAULT 0 CHECK (unsold IN (0, 1)),
    building_id BIGINT,
    door TEXT NOT NULL,
    units BIGINT NOT NULL DEFAULT 0,
    homes BIGINT NOT NULL CHECK (homes IN (0, 1)),
    area_dm2 BIGINT NOT NULL DEFAULT 0 CHECK (area_dm2 >= 0),
    stalls_dm2 BIGINT NOT NULL DEFAULT 0 CHECK (stalls_dm2 >= 0),
    delivered_at BIGINT NOT NULL DEFAULT 0,
    voted_at BIGINT NOT NULL DEFAULT 0,
    vote_id BIGINT,
    PRIMARY KEY (area_id, ballot_id, no),
    FOREIGN KEY (area_id, ballot_id) REFERENCES matter (area_id, id)
);
CREATE INDEX voter_building ON voter (area_id, ballot_id, building_id, no);
CREATE INDEX voter_who ON voter (area_id, who_id);

-- area: who may cast that vote: the designated co-owner, a guardian, an agent, adults of a household.
CREATE TABLE voter_speaker (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    how BIGINT NOT NULL CHECK (how BETWEEN 1 AND 4),
    PRIMARY KEY (area_id, ballot_id, voter_no, person_id),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX voter_speaker_person ON voter_speaker (area_id, person_id, ballot_id);

-- area: the homes and stalls behind a head, as large as they were that day and who said so.
CREATE TABLE voter_unit (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    stall BIGINT NOT NULL DEFAULT 0 CHECK (stall IN (0, 1)),
    area_dm2 BIGINT NOT NULL CHECK (area_dm2 >= 0),
    source BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, ballot_id, unit_id),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX voter_unit_building ON voter_unit (area_id, ballot_id, building_id);
CREATE INDEX voter_unit_voter ON voter_unit (area_id, ballot_id, voter_no);
