-- tier 8: 回访.

-- area: one question to one asker, after one closing. said: 0 nothing yet, 1 still good, 2 broken again,
-- 3 called off, 4 silent until the later question.
CREATE TABLE followup (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    days BIGINT NOT NULL CHECK (days IN (7, 30)),
    asked_at BIGINT NOT NULL,
    said BIGINT NOT NULL DEFAULT 0 CHECK (said BETWEEN 0 AND 4),
    said_at BIGINT,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, matter_id, person_id, closed_at, days),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX followup_said ON followup (area_id, said, asked_at, id);
CREATE INDEX followup_person ON followup (area_id, person_id, said);
