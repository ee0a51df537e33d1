-- tier 3: what does not exist over a place, and who stands in.

-- area: 无此主体: no property company, no owners' committee over a compound, from day to day.
CREATE TABLE absence (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 20),
    body_id BIGINT,
    why TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);
CREATE INDEX absence_place ON absence (area_id, place_id);
