-- tier 0: bodies and posts; powers come from a current post and from nothing else.

-- area: 居委会, 物业, 业委会 ...
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

-- area: who holds which post, over which place, from day to day. phone is the public one of the post.
CREATE TABLE post (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    body_id BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 40),
    person_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    deputy_of BIGINT,
    phone TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, body_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX post_person ON post (area_id, person_id);
CREATE INDEX post_place ON post (area_id, place_id);
