-- tier 6: notices.

-- area: a notice as it reads now. valid_from the first day, valid_to the first day no longer.
CREATE TABLE notice (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 7),
    duty BIGINT NOT NULL DEFAULT 0,
    place_id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    audience BIGINT NOT NULL CHECK (audience BETWEEN 0 AND 3),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    hours TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    decided_on TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    taken_at BIGINT,
    taken_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);
CREATE UNIQUE INDEX notice_no ON notice (area_id, no);
CREATE INDEX notice_place ON notice (area_id, place_id, valid_from);
CREATE INDEX notice_made ON notice (area_id, made_at, id);

-- area: how a notice read before it was put right.
CREATE TABLE notice_was (
    area_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    hours TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    replaced_at BIGINT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (area_id, notice_id, version),
    FOREIGN KEY (area_id, notice_id) REFERENCES notice (area_id, id)
);

-- area: who said 我看过了, counted and never shown.
CREATE TABLE notice_read (
    area_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, notice_id, person_id),
    FOREIGN KEY (area_id, notice_id) REFERENCES notice (area_id, id)
);
CREATE INDEX notice_read_person ON notice_read (area_id, person_id);

-- area: how a decision was carried out.
CREATE TABLE notice_step (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    text TEXT NOT NULL,
    file_id BIGINT,
    made_by BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, notice_id) REFERENCES notice (area_id, id)
);
CREATE INDEX notice_step_notice ON notice_step (area_id, notice_id);
