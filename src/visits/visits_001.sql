-- tier 12: at the doors while a vote is open.

-- area: what was tried for one voter: 1 telephoned, 2 met, 3 nobody home, 4 away for long.
CREATE TABLE voter_visit (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    mark BIGINT NOT NULL CHECK (mark BETWEEN 1 AND 4),
    happened_at BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX voter_visit_ballot ON voter_visit (area_id, ballot_id, voter_no);
