-- tier 3: whom to reach, and what of it was printed.

-- area: hotlines, groups, hours of a place. 1 hotline, 2 on duty, 3 official account, 4 group,
-- 5 hours of the committee, 6 hours of the property company.
CREATE TABLE contact_line (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 6),
    value TEXT NOT NULL,
    hours TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX contact_line_place ON contact_line (area_id, place_id);

-- area: one printing of cards for a place.
CREATE TABLE card_run (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    per_home BIGINT NOT NULL,
    stairs BIGINT NOT NULL,
    done BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);

-- area: the stairs of a printing, in the order they are printed.
CREATE TABLE card_run_stair (
    area_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, run_id, seq),
    FOREIGN KEY (area_id, run_id) REFERENCES card_run (area_id, id)
);

-- area: which card a stair was given: what stood on it.
CREATE TABLE card (
    area_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    copies BIGINT NOT NULL,
    printed_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, run_id, place_id),
    FOREIGN KEY (area_id, run_id) REFERENCES card_run (area_id, id)
);

-- area: a stair's last card beside what would stand on it now; changes say how they differ.
CREATE TABLE card_now (
    area_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    printed_at BIGINT NOT NULL,
    differs BIGINT NOT NULL DEFAULT 0,
    changes TEXT NOT NULL DEFAULT '',
    compared_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, place_id),
    FOREIGN KEY (area_id, run_id) REFERENCES card_run (area_id, id)
);
