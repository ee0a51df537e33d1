-- tier 0: accounts, persons, who lives where.

-- own key: one who signs in. Residents by phone, staff by login, password and one-time code.
CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    phone_hash TEXT UNIQUE,
    phone BYTEA,
    login TEXT UNIQUE,
    password TEXT NOT NULL DEFAULT '',
    totp BYTEA,
    totp_step BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);

-- own key: which areas an account has a person in; truth is re-checked in the area.
CREATE TABLE account_area (
    account_id BIGINT NOT NULL,
    area_id BIGINT NOT NULL,
    PRIMARY KEY (account_id, area_id)
);

-- own key: a code sent to a phone, bound to the browser that asked. The code itself is not kept: it
-- follows from the salt and the key file.
CREATE TABLE phone_code (
    id BIGINT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    phone BYTEA NOT NULL,
    salt TEXT NOT NULL,
    digits BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at BIGINT
);
CREATE INDEX phone_code_session ON phone_code (session, made_at);

-- own key: how often something was tried until ends_at: codes asked for, wrong codes, passwords.
-- The subject is a keyed hash: it says neither phone nor login nor address.
CREATE TABLE attempt (
    subject TEXT NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

-- own key: the last message of a browser, in a demo store only: what the phone would have shown.
CREATE TABLE demo_message (
    session TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

-- area: a human being as this area knows them.
CREATE TABLE person (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone BYTEA,
    phone_hash TEXT,
    large_type BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    gone_at BIGINT,
    PRIMARY KEY (area_id, id)
);
CREATE INDEX person_phone ON person (area_id, phone_hash) WHERE phone_hash IS NOT NULL;

-- area: dated relations. 1 lives_in household, 2 owns unit num/den, 3 guards other, 4 helps other.
CREATE TABLE relation (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    person_id BIGINT NOT NULL,
    household_id BIGINT,
    unit_id BIGINT,
    other_id BIGINT,
    num BIGINT NOT NULL DEFAULT 1,
    den BIGINT NOT NULL DEFAULT 1 CHECK (den > 0 AND num BETWEEN 0 AND den),
    what TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, household_id) REFERENCES household (area_id, id),
    FOREIGN KEY (area_id, unit_id) REFERENCES unit (area_id, id),
    FOREIGN KEY (area_id, other_id) REFERENCES person (area_id, id)
);
CREATE INDEX relation_person ON relation (area_id, person_id);
CREATE INDEX relation_household ON relation (area_id, household_id) WHERE household_id IS NOT NULL;
CREATE INDEX relation_other ON relation (area_id, other_id) WHERE other_id IS NOT NULL;

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
CREATE INDEX claim_account ON claim (area_id, account_id);
CREATE INDEX claim_person ON claim (area_id, person_id);
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
