-- tier -1: printed sheets.

-- area: a sheet that was printed; frozen.
CREATE TABLE sheet (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    place_id BIGINT NOT NULL,
    row_count BIGINT NOT NULL CHECK (row_count BETWEEN 1 AND 99),
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    PRIMARY KEY (area_id, no)
);

-- area: a row that was typed back, and what it became.
CREATE TABLE sheet_row (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    typed_at BIGINT NOT NULL,
    typed_by BIGINT NOT NULL,
    PRIMARY KEY (area_id, no, row_no),
    FOREIGN KEY (area_id, no) REFERENCES sheet (area_id, no)
);
