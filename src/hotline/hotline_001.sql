-- tier 3: the telephone of a committee, day and night.

-- area: who has the telephone from when to when; ended_at NULL: now. note: what was handed over.
CREATE TABLE hotline_shift (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX hotline_shift_person ON hotline_shift (area_id, person_id);

-- area: one call. ended 1 open, 2 a request came of it, 3 answered at once, 4 sent on, 5 nothing.
CREATE TABLE hotline_call (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    at BIGINT NOT NULL,
    shift_id BIGINT,
    by_id BIGINT NOT NULL,
    person_id BIGINT,
    name TEXT NOT NULL DEFAULT '',
    phone BYTEA,
    words TEXT NOT NULL,
    ended BIGINT NOT NULL CHECK (ended BETWEEN 1 AND 5),
    how TEXT NOT NULL DEFAULT '',
    settled_at BIGINT,
    matter_id BIGINT,
    building_id BIGINT,
    unit TEXT NOT NULL DEFAULT '',
    spot TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, no),
    FOREIGN KEY (area_id, shift_id) REFERENCES hotline_shift (area_id, id),
    FOREIGN KEY (area_id, by_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, building_id) REFERENCES place (area_id, id)
);
CREATE INDEX hotline_call_open ON hotline_call (area_id, at) WHERE settled_at IS NULL;
CREATE INDEX hotline_call_at ON hotline_call (area_id, at, id);
CREATE INDEX hotline_call_person ON hotline_call (area_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX hotline_call_matter ON hotline_call (area_id, matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX hotline_call_by ON hotline_call (area_id, by_id);
