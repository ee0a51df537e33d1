-- tier 0: bodies and posts; powers come from a current post and from nothing else.

-- area: 居委会, 物业, 业委会, 党支部 ... place_id may be a covering (a grid, a zone).
CREATE TABLE body (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 20),
    place_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX body_place ON body (area_id, place_id);

-- area: 上级, from day to day: a group under its branch, a working group under its committee.
CREATE TABLE body_under (
    area_id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, body_id, valid_from),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, parent_id) REFERENCES body (area_id, id)
);
CREATE INDEX body_under_parent ON body_under (area_id, parent_id);

-- area: who holds which post, over which place, from day to day.
CREATE TABLE post (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 40),
    person_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX post_person ON post (area_id, person_id);
CREATE INDEX post_place ON post (area_id, place_id);
CREATE INDEX post_body ON post (area_id, body_id);

-- area: how a post is reached, from day to day; the first row of each from ''. name: as neighbours call
-- whoever holds it, '' the person's own; phone '': the body's; duty_phone: another one, of the desk.
CREATE TABLE post_shown (
    area_id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    duty_phone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, post_id, valid_from),
    FOREIGN KEY (area_id, post_id) REFERENCES post (area_id, id)
);

-- area: 代理, from day to day: post_id has the duties and the place of for_post_id as well.
CREATE TABLE stand_in (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    for_post_id BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, post_id) REFERENCES post (area_id, id),
    FOREIGN KEY (area_id, for_post_id) REFERENCES post (area_id, id)
);
CREATE INDEX stand_in_post ON stand_in (area_id, post_id);
CREATE INDEX stand_in_for ON stand_in (area_id, for_post_id);

-- area: 空缺: a post that should be there and has nobody; giving it ends the row.
CREATE TABLE vacancy (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 40),
    place_id BIGINT NOT NULL,
    why TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX vacancy_body ON vacancy (area_id, body_id);
