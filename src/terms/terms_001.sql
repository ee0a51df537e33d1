-- tier 1: the life of bodies, and who sits in them.

-- area: one term of office of a body. valid_from and valid_to once it runs.
CREATE TABLE term (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state IN (10, 20, 30, 40)),
    prepared_on TEXT NOT NULL,
    elected_on TEXT,
    filed_on TEXT,
    filed_no TEXT,
    valid_from TEXT,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, body_id, number),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id)
);

-- area: each step of a term as it was noted; a scan is a file whose subject is the step.
CREATE TABLE term_step (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    term_id BIGINT NOT NULL,
    step BIGINT NOT NULL CHECK (step BETWEEN 1 AND 4),
    on_day TEXT NOT NULL,
    proof TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, term_id) REFERENCES term (area_id, id)
);
CREATE INDEX term_step_term ON term_step (area_id, term_id);

-- area: whose rules its bodies follow: 1 Shanghai's, 2 Sichuan's, 3 the national law only.
CREATE TABLE term_law (
    area_id BIGINT NOT NULL,
    law BIGINT NOT NULL CHECK (law BETWEEN 1 AND 3),
    PRIMARY KEY (area_id)
);

-- area: who sits in a body, from day to day. place_id: the residents' group a representative speaks
-- for; woman: 1 when she said so, for the rule that a committee has one. While the term it was elected for has not begun,
-- valid_from is NULL.
CREATE TABLE seat (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    term_id BIGINT,
    person_id BIGINT NOT NULL,
    place_id BIGINT,
    woman BIGINT NOT NULL DEFAULT 0,
    class BIGINT NOT NULL CHECK (class BETWEEN 1 AND 20),
    valid_from TEXT,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, term_id) REFERENCES term (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX seat_body ON seat (area_id, body_id);
CREATE INDEX seat_person ON seat (area_id, person_id);

-- area: a term or a seat that the beginning of another term ended early, and its end until then:
-- the step may be taken back.
CREATE TABLE term_ended (
    area_id BIGINT NOT NULL,
    step_id BIGINT NOT NULL,
    ended_id BIGINT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, step_id, ended_id),
    FOREIGN KEY (area_id, step_id) REFERENCES term_step (area_id, id)
);

-- area: raised by the clock, so many days before a term ends.
CREATE TABLE term_alert (
    area_id BIGINT NOT NULL,
    term_id BIGINT NOT NULL,
    days_before BIGINT NOT NULL,
    article TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, term_id, days_before),
    FOREIGN KEY (area_id, term_id) REFERENCES term (area_id, id)
);
