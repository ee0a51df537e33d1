-- tier 3: what is looked at on a shift.

-- area: what is to be looked at, from day to day. what: of rota_slot; spot 1-7 of src/checks/checks.h.
CREATE TABLE check_item (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    what BIGINT NOT NULL CHECK (what BETWEEN 1 AND 9),
    spot BIGINT NOT NULL CHECK (spot BETWEEN 1 AND 20),
    words TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX check_item_place ON check_item (area_id, place_id);

-- area: the nth word about an item on one shift; the greatest nth counts. person_id: whose shift it was.
CREATE TABLE check_tick (
    area_id BIGINT NOT NULL,
    slot_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    nth BIGINT NOT NULL,
    result BIGINT NOT NULL CHECK (result BETWEEN 1 AND 3),
    note TEXT NOT NULL DEFAULT '',
    person_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, slot_id, day, item_id, nth),
    FOREIGN KEY (area_id, slot_id) REFERENCES rota_slot (area_id, id),
    FOREIGN KEY (area_id, item_id) REFERENCES check_item (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX check_tick_day ON check_tick (area_id, day);
CREATE INDEX check_tick_person ON check_tick (area_id, person_id);

-- area: the request that was made of what a shift found bad.
CREATE TABLE check_report (
    area_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    slot_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (area_id, matter_id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, item_id) REFERENCES check_item (area_id, id),
    FOREIGN KEY (area_id, slot_id) REFERENCES rota_slot (area_id, id)
);
CREATE INDEX check_report_item ON check_report (area_id, item_id);

-- area: a printed sheet of one shift; its rows are frozen.
CREATE TABLE check_sheet (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    slot_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (area_id, no),
    FOREIGN KEY (area_id, no) REFERENCES sheet (area_id, no),
    FOREIGN KEY (area_id, slot_id) REFERENCES rota_slot (area_id, id)
);

-- area: which item stands on which row.
CREATE TABLE check_sheet_row (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, no, line),
    FOREIGN KEY (area_id, no) REFERENCES check_sheet (area_id, no),
    FOREIGN KEY (area_id, item_id) REFERENCES check_item (area_id, id)
);
