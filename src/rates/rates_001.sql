-- tier 8: 三率.

-- area: until when a request had to be taken up: the triage limit it was opened with.
CREATE TABLE response_limit (
    area_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, matter_id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
CREATE INDEX response_due ON response_limit (area_id, due_at);

-- area: facts that close a request or say how satisfied somebody is, by their number, to be counted fast.
CREATE TABLE rate_word (
    area_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    what BIGINT NOT NULL CHECK (what BETWEEN 1 AND 20),
    at BIGINT NOT NULL,
    PRIMARY KEY (area_id, seq),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
CREATE INDEX rate_word_at ON rate_word (area_id, what, at);
