-- tier 1: 事项, what requests, topics, ballots, projects have in common.

-- area: one matter. version counts its changes: forms carry it, a stale one is refused.
CREATE TABLE matter (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ticket BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    audience BIGINT NOT NULL CHECK (audience BETWEEN 0 AND 4),
    state BIGINT NOT NULL,
    outcome BIGINT NOT NULL DEFAULT 0,
    level BIGINT NOT NULL DEFAULT 0,
    into_id BIGINT,
    title TEXT NOT NULL,
    asker_id BIGINT NOT NULL,
    owner_id BIGINT,
    opened_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    clock_at BIGINT NOT NULL DEFAULT 0,
    closed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    changed_at BIGINT NOT NULL,
    find TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, ticket),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id),
    FOREIGN KEY (area_id, asker_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, owner_id) REFERENCES body (area_id, id),
    FOREIGN KEY (area_id, into_id) REFERENCES matter (area_id, id)
);
CREATE INDEX matter_state ON matter (area_id, kind, state, due_at, id);
CREATE INDEX matter_opened ON matter (area_id, kind, opened_at, id);
-- The order of lists by due date, word for word: closed ones last, before them those without a clock.
CREATE INDEX matter_due ON matter (area_id, kind, (CASE WHEN closed_at IS NOT NULL THEN 253402300799000
    WHEN due_at = 0 THEN 253402300798999 ELSE due_at END), id);
-- Lists by opening: the open ones and the closed ones are a run each.
CREATE INDEX matter_run ON matter (area_id, kind, (CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END), opened_at, id);
CREATE INDEX matter_place ON matter (area_id, place_id, state, opened_at);
CREATE INDEX matter_owner ON matter (area_id, owner_id, state, due_at) WHERE owner_id IS NOT NULL;
CREATE INDEX matter_into ON matter (area_id, into_id) WHERE into_id IS NOT NULL;
CREATE INDEX matter_asker ON matter (area_id, asker_id, opened_at);

-- area: those who are told: the asker is one, and whoever asked what was joined to it; +1 makes another.
CREATE TABLE follower (
    area_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    asks BIGINT NOT NULL DEFAULT 0 CHECK (asks BETWEEN 0 AND 1),
    PRIMARY KEY (area_id, matter_id, person_id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX follower_person ON follower (area_id, person_id);

-- area: one went on in another.
CREATE TABLE matter_link (
    area_id BIGINT NOT NULL,
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, from_id, to_id),
    FOREIGN KEY (area_id, from_id) REFERENCES matter (area_id, id),
    FOREIGN KEY (area_id, to_id) REFERENCES matter (area_id, id)
);
CREATE INDEX matter_link_to ON matter_link (area_id, to_id);

-- area: a matter as it stood before a step that can be taken back for some minutes.
CREATE TABLE matter_before (
    area_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    state BIGINT NOT NULL,
    outcome BIGINT NOT NULL,
    level BIGINT NOT NULL,
    owner_id BIGINT,
    due_at BIGINT NOT NULL,
    clock_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (area_id, matter_id, version),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);

-- area: numbers of facts that were taken back: figures leave them out.
CREATE TABLE undone (
    area_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    by_seq BIGINT NOT NULL,
    PRIMARY KEY (area_id, seq)
);
