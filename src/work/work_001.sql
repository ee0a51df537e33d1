-- tier 3: work orders and quotes.

-- area: which matter a row of a printed sheet of orders is about.
CREATE TABLE work_order (
    area_id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, sheet_no, row_no),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
CREATE INDEX work_order_matter ON work_order (area_id, matter_id);

-- area: what the worker wrote on the order. worker: a name of the company's, as it was written.
CREATE TABLE work_done (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    worker TEXT NOT NULL,
    materials TEXT NOT NULL DEFAULT '',
    minutes BIGINT NOT NULL DEFAULT 0,
    is_signed BIGINT NOT NULL DEFAULT 0 CHECK (is_signed BETWEEN 0 AND 1),
    row_code TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
CREATE INDEX work_done_matter ON work_done (area_id, matter_id);

-- area: 报价: so much money for that, said by a body.
CREATE TABLE quote (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    what TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);
CREATE INDEX quote_matter ON quote (area_id, matter_id);
