-- tier 0: who signs in.

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

-- own key: a code given at the desk to somebody who cannot get one by telephone: once, for a day.
CREATE TABLE desk_code (
    code_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX desk_code_account ON desk_code (account_id);
