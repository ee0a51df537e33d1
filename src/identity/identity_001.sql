-- tier 4: who is the same as whom, who is no more, who never lived here.

-- area: "these two are one". state 1 proposed, 2 confirmed, 3 refused, 4 undone.
CREATE TABLE person_merge (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    keep_id BIGINT NOT NULL,
    gone_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    why TEXT NOT NULL DEFAULT '',
    proposed_by BIGINT,
    proposed_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, keep_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, gone_id) REFERENCES person (area_id, id)
);
CREATE INDEX person_merge_state ON person_merge (area_id, state, proposed_at);
CREATE INDEX person_merge_gone ON person_merge (area_id, gone_id);

-- area: somebody who died: who of the family may ask about their data.
CREATE TABLE person_kin (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    phone BYTEA,
    basis TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX person_kin_of ON person_kin (area_id, person_id);

-- area: what a death ended, and until when it would have lasted: for the day it proves a mistake.
CREATE TABLE person_tie_ended (
    area_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    relation_id BIGINT NOT NULL,
    valid_to TEXT,
    PRIMARY KEY (area_id, person_id, relation_id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, relation_id) REFERENCES relation (area_id, id)
);

-- area: "no such person at this flat". state 1 open, 2 upheld: they were taken off, 3 they live there.
CREATE TABLE wrong_person (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    by_id BIGINT,
    why TEXT NOT NULL DEFAULT '',
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 3),
    made_at BIGINT NOT NULL,
    decided_by BIGINT,
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id),
    FOREIGN KEY (area_id, household_id) REFERENCES household (area_id, id)
);
CREATE INDEX wrong_person_state ON wrong_person (area_id, state, made_at);
