-- tier 0: which account is which person, and who said so.

-- area: "I am this person of this household". account 0: staff typed it for somebody without one.
-- state 1 waits, 2 confirmed, 3 refused, 4 lapsed, 5 ended. via 1 roster phone, 2 leader or staff,
-- 3 PIN letter, 4 adult of the household, 5 made for staff.
CREATE TABLE claim (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    household_id BIGINT,
    unit_id BIGINT,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 5),
    via BIGINT NOT NULL CHECK (via BETWEEN 1 AND 5),
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE INDEX claim_account ON claim (account_id, area_id);
CREATE INDEX claim_person ON claim (area_id, person_id);
CREATE INDEX claim_unit ON claim (area_id, unit_id);
CREATE INDEX claim_waits ON claim (area_id, state, made_at);

-- area: a letter with a PIN, printed for a unit.
CREATE TABLE pin_letter (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    pin_hash TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at BIGINT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id)
);
CREATE INDEX pin_letter_unit ON pin_letter (area_id, unit_id);
