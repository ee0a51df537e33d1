-- tier 3: who handed what over to whom.

-- area: one sheet. day: the first day the leaver no longer holds the post.
CREATE TABLE handover (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    next_post_id BIGINT,
    successor_id BIGINT,
    day TEXT NOT NULL,
    keys TEXT NOT NULL,
    papers TEXT NOT NULL,
    notes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    accepted_at BIGINT,
    paper TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, post_id) REFERENCES post (area_id, id),
    FOREIGN KEY (area_id, next_post_id) REFERENCES post (area_id, id),
    FOREIGN KEY (area_id, successor_id) REFERENCES person (area_id, id)
);
CREATE INDEX handover_successor ON handover (area_id, successor_id) WHERE accepted_at IS NULL;

-- area: what was open then.
CREATE TABLE handover_matter (
    area_id BIGINT NOT NULL,
    handover_id BIGINT NOT NULL,
    matter_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, handover_id, matter_id),
    FOREIGN KEY (area_id, handover_id) REFERENCES handover (area_id, id),
    FOREIGN KEY (area_id, matter_id) REFERENCES matter (area_id, id)
);
