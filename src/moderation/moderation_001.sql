-- tier 8: 举报与隐藏.

-- area: one person's report about one matter. verdict: 0 waits, 1 hidden, 2 nothing wrong.
CREATE TABLE abuse (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    reason BIGINT NOT NULL CHECK (reason BETWEEN 1 AND 20),
    words TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    verdict BIGINT NOT NULL DEFAULT 0 CHECK (verdict BETWEEN 0 AND 2),
    decided_at BIGINT,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, matter_id, person_id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX abuse_waits ON abuse (area_id, verdict, made_at, id);

-- area: hidden from neighbours, and what came of the asker's objection. before: to whom it was open.
CREATE TABLE hidden (
    area_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    hidden_at BIGINT NOT NULL,
    by_account BIGINT NOT NULL,
    audience BIGINT NOT NULL,
    why TEXT NOT NULL,
    objection TEXT NOT NULL DEFAULT '',
    objected_at BIGINT,
    verdict BIGINT NOT NULL DEFAULT 0 CHECK (verdict BETWEEN 0 AND 2),
    decided_at BIGINT,
    PRIMARY KEY (area_id, matter_id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
