-- tier 1: lists with ticks.

-- area: one list. subject 1 building, 2 unit, 3 household, 4 person. filled_at: its rows are written.
CREATE TABLE roll (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    place_id BIGINT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    row_count BIGINT NOT NULL DEFAULT 0,
    opened_at BIGINT NOT NULL,
    opened_by BIGINT NOT NULL,
    filled_at BIGINT,
    closed_at BIGINT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX roll_place ON roll (area_id, place_id, closed_at);

-- area: who or what is on it. state, choice, visits, ticked_at follow from the ticks: doctor recounts.
CREATE TABLE roll_row (
    area_id BIGINT NOT NULL,
    roll_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    unit_id BIGINT,
    subject_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    state BIGINT NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
    choice BIGINT NOT NULL DEFAULT 0,
    visits BIGINT NOT NULL DEFAULT 0,
    ticked_at BIGINT NOT NULL DEFAULT 0,
    gone_at BIGINT,
    PRIMARY KEY (area_id, roll_id, row_no),
    FOREIGN KEY (area_id, roll_id) REFERENCES roll (area_id, id)
);
CREATE UNIQUE INDEX roll_row_subject ON roll_row (area_id, roll_id, subject_id);
CREATE INDEX roll_row_building ON roll_row (area_id, building_id, roll_id);

-- area: ticks, only ever added. state 1 done, 2 refused, 3 nobody home, 4 takes back the one it undoes.
CREATE TABLE tick (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    roll_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    choice BIGINT NOT NULL DEFAULT 0,
    happened_at BIGINT NOT NULL,
    undoes BIGINT,
    act_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, roll_id, row_no) REFERENCES roll_row (area_id, roll_id, row_no)
);
CREATE INDEX tick_row ON tick (area_id, roll_id, row_no);
CREATE INDEX tick_happened ON tick (area_id, happened_at, id);
-- only sqlite
CREATE TRIGGER tick_kept BEFORE DELETE ON tick
BEGIN
    SELECT RAISE(ABORT, 'ticks are append only');
END;
CREATE TRIGGER tick_fixed BEFORE UPDATE ON tick
BEGIN
    SELECT RAISE(ABORT, 'ticks are append only');
END;
-- end only

-- area: a printed visit sheet; its rows are frozen with it.
CREATE TABLE roll_sheet (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    roll_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, no),
    FOREIGN KEY (area_id, no) REFERENCES sheet (area_id, no),
    FOREIGN KEY (area_id, roll_id) REFERENCES roll (area_id, id)
);
CREATE INDEX roll_sheet_roll ON roll_sheet (area_id, roll_id);

-- area: which row of the list stands in which row of the sheet.
CREATE TABLE roll_sheet_row (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    PRIMARY KEY (area_id, no, line),
    FOREIGN KEY (area_id, no) REFERENCES roll_sheet (area_id, no)
);
