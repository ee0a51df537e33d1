-- tier 3: 常用答复.

-- area: a sentence to answer with; body_id NULL: everybody's, kind 0: for any kind.
CREATE TABLE reply (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 40),
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);
