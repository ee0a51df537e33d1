-- tier 12: written proxies of a vote.

-- area: one paper. marks: the wish as the first hand read it, emptied once it has become a vote.
CREATE TABLE proxy (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    holder_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    marks TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    typed_by BIGINT,
    made_at BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL DEFAULT 0,
    confirmed_by BIGINT,
    vote_id BIGINT,
    revoked_at BIGINT NOT NULL DEFAULT 0,
    revoked_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX proxy_ballot ON proxy (area_id, ballot_id, voter_no);
CREATE INDEX proxy_holder ON proxy (area_id, holder_id);
