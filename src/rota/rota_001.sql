-- tier 1: weekly duty.

-- area: one line of a rota, from day to day. weekday 0-6 from Sunday, 7 every day; minutes of the day.
CREATE TABLE rota_slot (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    what BIGINT NOT NULL CHECK (what BETWEEN 1 AND 9),
    person_id BIGINT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 7),
    from_min BIGINT NOT NULL CHECK (from_min BETWEEN 0 AND 1439),
    to_min BIGINT NOT NULL CHECK (to_min BETWEEN 0 AND 1439),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX rota_slot_place ON rota_slot (area_id, place_id);
