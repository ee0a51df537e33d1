-- tier 13: the counted result of a decision.

-- area: one count. kind 1 the first, 2 counted again, 3 after an area was put right. counted_at 0: the
-- runner is still counting. file: what others recount from, docs/ballot-file.md, as it is served.
-- official: number and day in the official system, where it was decided there. notice_id: as it hangs.
CREATE TABLE result (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 3),
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    why TEXT NOT NULL DEFAULT '',
    official TEXT NOT NULL DEFAULT '',
    official_on TEXT NOT NULL DEFAULT '',
    counted_at BIGINT NOT NULL DEFAULT 0,
    file TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL DEFAULT '',
    notice_id BIGINT,
    PRIMARY KEY (area_id, ballot_id, no),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);

-- area: what was added up, as in ballot_sum. item 0: choice 0 who took part, -1 the roll, -2 who took the
-- slip and said nothing, -3 unsold homes of the developer, 101 to 103 by way.
CREATE TABLE result_sum (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    choice BIGINT NOT NULL,
    homes BIGINT NOT NULL,
    stalls BIGINT NOT NULL,
    area_dm2 BIGINT NOT NULL,
    stalls_dm2 BIGINT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, no, item_no, choice),
    FOREIGN KEY (area_id, ballot_id, no) REFERENCES result (area_id, ballot_id, no)
);

-- area: each question (option 0), or each of its options in the order of heads, against its rule, under
-- every convention: stalls count or not; how 1 strictly, 2 who was silent abstained, 3 followed the
-- majority. decides 1: the one that decides. have, of, need of heads and floor.
CREATE TABLE result_item (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    parking BIGINT NOT NULL CHECK (parking IN (0, 1)),
    how BIGINT NOT NULL CHECK (how BETWEEN 1 AND 3),
    place BIGINT NOT NULL,
    option_no BIGINT NOT NULL,
    decides BIGINT NOT NULL CHECK (decides IN (0, 1)),
    ruleset_id BIGINT NOT NULL,
    verdict BIGINT NOT NULL,
    quorate BIGINT NOT NULL,
    chosen BIGINT NOT NULL,
    tied BIGINT NOT NULL,
    part_heads_ok BIGINT NOT NULL,
    part_heads BIGINT NOT NULL,
    part_heads_of BIGINT NOT NULL,
    part_heads_need BIGINT NOT NULL,
    part_area_ok BIGINT NOT NULL,
    part_area BIGINT NOT NULL,
    part_area_of BIGINT NOT NULL,
    part_area_need BIGINT NOT NULL,
    yes_heads_ok BIGINT NOT NULL,
    yes_heads BIGINT NOT NULL,
    yes_heads_of BIGINT NOT NULL,
    yes_heads_need BIGINT NOT NULL,
    yes_area_ok BIGINT NOT NULL,
    yes_area BIGINT NOT NULL,
    yes_area_of BIGINT NOT NULL,
    yes_area_need BIGINT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, no, item_no, parking, how, place),
    FOREIGN KEY (area_id, ballot_id, no) REFERENCES result (area_id, ballot_id, no)
);

-- area: what came of each question, in words as the headline says it.
CREATE TABLE result_said (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    item_no BIGINT NOT NULL,
    passed BIGINT NOT NULL CHECK (passed IN (0, 1)),
    said TEXT NOT NULL,
    PRIMARY KEY (area_id, ballot_id, no, item_no),
    FOREIGN KEY (area_id, ballot_id, no) REFERENCES result (area_id, ballot_id, no)
);

-- area: a home or stall whose area was put right after the close. The frozen roll stays as it was.
CREATE TABLE result_fix (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    no BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    voter_no BIGINT NOT NULL,
    stall BIGINT NOT NULL CHECK (stall IN (0, 1)),
    was_dm2 BIGINT NOT NULL,
    now_dm2 BIGINT NOT NULL CHECK (now_dm2 > 0),
    PRIMARY KEY (area_id, ballot_id, no, unit_id),
    FOREIGN KEY (area_id, ballot_id, no) REFERENCES result (area_id, ballot_id, no)
);

-- area: the result was annulled: by whom, under which number, on which day.
CREATE TABLE result_annulled (
    area_id BIGINT NOT NULL,
    ballot_id BIGINT NOT NULL,
    by_kind BIGINT NOT NULL CHECK (by_kind BETWEEN 1 AND 2),
    by_name TEXT NOT NULL,
    number TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    why TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, ballot_id),
    FOREIGN KEY (area_id, ballot_id) REFERENCES ballot (area_id, id)
);
