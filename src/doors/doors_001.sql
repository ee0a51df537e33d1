-- tier 3: what a leader knows of the homes of her stair.

-- area: 1 away for long, 2 let, 3 empty, 4 agreed to be called by the leader; from day to day.
CREATE TABLE door_flag (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE UNIQUE INDEX door_flag_now ON door_flag (area_id, unit_id, kind) WHERE valid_to IS NULL;
