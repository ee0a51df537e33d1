-- tier 6: mediation, persuasion, help: seen only by those on the case.

-- area: one case; its id is its matter's.
CREATE TABLE case_file (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 3),
    tier BIGINT NOT NULL DEFAULT 1 CHECK (tier BETWEEN 1 AND 3),
    result BIGINT NOT NULL DEFAULT 0,
    about TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    freed TEXT NOT NULL DEFAULT '',
    agreement TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, id) REFERENCES matter (area_id, id)
);

-- area: whom it is between: somebody of the roster, or only a name. word: yes or no to the agreement.
CREATE TABLE case_party (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT,
    side BIGINT NOT NULL,
    name TEXT NOT NULL,
    word BIGINT NOT NULL DEFAULT 0 CHECK (word BETWEEN 0 AND 2),
    word_at BIGINT NOT NULL DEFAULT 0,
    paper TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX case_party_case ON case_party (area_id, case_id, side);
CREATE INDEX case_party_person ON case_party (area_id, person_id) WHERE person_id IS NOT NULL;

-- area: who works on it, from day to day. role 1 leads, 2 helps; tier of a helper.
CREATE TABLE case_on (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    role BIGINT NOT NULL CHECK (role BETWEEN 1 AND 2),
    tier BIGINT NOT NULL DEFAULT 1 CHECK (tier BETWEEN 1 AND 3),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX case_on_case ON case_on (area_id, case_id);
CREATE INDEX case_on_person ON case_on (area_id, person_id);

-- area: a visit, a meeting, a call. party: whose words they are.
CREATE TABLE case_log (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    tier BIGINT NOT NULL,
    what BIGINT NOT NULL,
    met BIGINT NOT NULL,
    on_at BIGINT NOT NULL,
    went_id BIGINT,
    with_id BIGINT,
    party_id BIGINT,
    said TEXT NOT NULL,
    alone TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id),
    FOREIGN KEY (area_id, went_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, with_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, party_id) REFERENCES case_party (area_id, id)
);
CREATE INDEX case_log_case ON case_log (area_id, case_id, on_at, id);

-- area: something promised for a day. state 1 open, 2 kept, 3 broken.
CREATE TABLE case_promise (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    party_id BIGINT NOT NULL,
    what TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    moved BIGINT NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    state BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id),
    FOREIGN KEY (area_id, party_id) REFERENCES case_party (area_id, id)
);
CREATE INDEX case_promise_case ON case_promise (area_id, case_id);
CREATE INDEX case_promise_due ON case_promise (area_id, due_at);

-- area: a hand-over note from tier to tier, and how the person agreed to it.
CREATE TABLE case_step (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    from_tier BIGINT NOT NULL,
    to_tier BIGINT NOT NULL,
    note TEXT NOT NULL,
    consent TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id)
);
CREATE INDEX case_step_case ON case_step (area_id, case_id);

-- area: a printed sheet of visits belongs to a case.
CREATE TABLE case_sheet (
    area_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    case_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, no),
    FOREIGN KEY (area_id, case_id) REFERENCES case_file (area_id, id)
);
