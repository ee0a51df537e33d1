-- tier 7: boards.

-- area: a sheet on a wall, with the photo that proves it.
CREATE TABLE notice_posted (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL,
    spot TEXT NOT NULL DEFAULT '',
    posted_at BIGINT NOT NULL,
    file_id BIGINT,
    made_by BIGINT,
    down_at BIGINT,
    down_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, notice_id) REFERENCES notice (area_id, id),
    FOREIGN KEY (area_id, place_id) REFERENCES place (area_id, id)
);
CREATE INDEX notice_posted_notice ON notice_posted (area_id, notice_id);
CREATE INDEX notice_posted_place ON notice_posted (area_id, place_id);

-- area: the roll of stairs on which a notice is to be posted.
CREATE TABLE notice_roll (
    area_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    roll_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, notice_id),
    FOREIGN KEY (area_id, notice_id) REFERENCES notice (area_id, id)
);
