-- tier 0: who lives together.

-- area: somebody of the household said that the list of who lives there is right.
CREATE TABLE household_check (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (area_id, id),
    FOREIGN KEY (area_id, household_id) REFERENCES household (area_id, id),
    FOREIGN KEY (area_id, person_id) REFERENCES person (area_id, id)
);
CREATE INDEX household_check_of ON household_check (area_id, household_id, at);
