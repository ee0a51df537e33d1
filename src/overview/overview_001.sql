-- tier 4: what the town's page reads.

-- area: one number of an area on one day.
CREATE TABLE overview_cell (
    area_id BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    figure TEXT NOT NULL,
    n BIGINT NOT NULL CHECK (n >= 0),
    PRIMARY KEY (area_id, on_day, figure)
);

-- area: when that day was last counted, and after how many facts of the area's log.
CREATE TABLE overview_count (
    area_id BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    seq BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, on_day)
);
