-- tier 11: paper in a vote.

-- area: a sheet of slips: voters of one stair, or (none) those without one.
CREATE TABLE slip_sheet (
    area_id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    building_id BIGINT,
    PRIMARY KEY (area_id, sheet_no),
    FOREIGN KEY (area_id, sheet_no) REFERENCES sheet (area_id, no),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);
CREATE INDEX slip_sheet_ballot ON slip_sheet (area_id, ballot_id, building_id);

-- area: where filled-in slips are handed in.
CREATE TABLE slip_box (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    box TEXT NOT NULL,
    PRIMARY KEY (area_id, ballot_id),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);

-- area: one slip of paper; its serial is sheet and line. issue: 1 signed for, 2 refused, 3 not
-- reached; 0 nobody has said yet. issued_at: when it was printed.
CREATE TABLE slip (
    area_id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    building_id BIGINT,
    issued_at BIGINT NOT NULL,
    issue BIGINT NOT NULL DEFAULT 0 CHECK (issue BETWEEN 0 AND 3),
    void_at BIGINT NOT NULL DEFAULT 0,
    void_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, sheet_no, line),
    FOREIGN KEY (area_id, sheet_no) REFERENCES slip_sheet (area_id, sheet_no),
    FOREIGN KEY (area_id, ballot_id, voter_no) REFERENCES voter (area_id, ballot_id, no)
);
CREATE INDEX slip_voter ON slip (area_id, ballot_id, voter_no);

-- area: what was typed from the issue list, every time. What was said by mistake is taken back (when,
-- by whom, why) and stands no longer.
CREATE TABLE slip_issue (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    issue BIGINT NOT NULL CHECK (issue BETWEEN 1 AND 3),
    typed_at BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    undone_at BIGINT NOT NULL DEFAULT 0,
    undone_by BIGINT,
    undone_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, sheet_no, line) REFERENCES slip (area_id, sheet_no, line)
);
CREATE INDEX slip_issue_slip ON slip_issue (area_id, sheet_no, line);

-- area: a list of what came back; received_at decides. one, two: who counted, as they signed.
CREATE TABLE slip_return (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    kept TEXT NOT NULL,
    one TEXT NOT NULL,
    two TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, ballot_id, no),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);

-- area: a slip on such a list. state 1 to be typed, 2 typed by one hand, 3 two hands differ, 4 a vote,
-- 5 nothing was filled in, 6 the secret vote had been given already, 7 not signed: no vote.
CREATE TABLE slip_back (
    area_id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    return_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 7),
    vote_id BIGINT,
    PRIMARY KEY (area_id, sheet_no, line),
    FOREIGN KEY (area_id, sheet_no, line) REFERENCES slip (area_id, sheet_no, line),
    FOREIGN KEY (area_id, return_id) REFERENCES slip_return (area_id, id)
);
CREATE INDEX slip_back_ballot ON slip_back (area_id, ballot_id, state);
CREATE INDEX slip_back_return ON slip_back (area_id, return_id);

-- area: what one hand read on it; marks are emptied once they have become a vote.
CREATE TABLE slip_entry (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    sheet_no BIGINT NOT NULL,
    line BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    person_id BIGINT,
    typed_at BIGINT NOT NULL,
    act_id BIGINT NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, sheet_no, line) REFERENCES slip_back (area_id, sheet_no, line)
);
CREATE INDEX slip_entry_slip ON slip_entry (area_id, sheet_no, line);
