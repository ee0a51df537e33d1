-- tier 8: the committee's registers.

-- area: a register as somebody asked for it, to be asked for again. from_on, to_on: both days count.
CREATE TABLE register_view (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    which BIGINT NOT NULL CHECK (which BETWEEN 1 AND 6),
    name TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    place_id BIGINT NOT NULL DEFAULT 0,
    part TEXT NOT NULL DEFAULT '',
    kind BIGINT NOT NULL DEFAULT 0,
    state BIGINT NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    shared BIGINT NOT NULL CHECK (shared BETWEEN 0 AND 1),
    person_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX register_view_person ON register_view (area_id, person_id);
