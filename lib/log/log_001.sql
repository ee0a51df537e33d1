-- tier -1: what every room stands on.

-- area: the head of each area's log; locked first by every write to the area. Nothing refers to it.
CREATE TABLE area_head (
    area_id BIGINT NOT NULL PRIMARY KEY,
    next_seq BIGINT NOT NULL DEFAULT 1,
    next_sheet BIGINT NOT NULL DEFAULT 1,
    next_ticket BIGINT NOT NULL DEFAULT 1,
    changed_at BIGINT NOT NULL DEFAULT 0
);

-- area: one wish, one row; the key is the client's.
CREATE TABLE act (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act_key TEXT NOT NULL,
    route TEXT NOT NULL,
    account_id BIGINT,
    person_id BIGINT,
    hand BIGINT NOT NULL CHECK (hand BETWEEN 1 AND 5),
    channel BIGINT NOT NULL CHECK (channel BETWEEN 1 AND 6),
    happened_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    typed_at BIGINT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    status BIGINT NOT NULL DEFAULT 0,
    location TEXT,
    voided_at BIGINT,
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, act_key)
);

-- area: facts, append only, numbered without gaps.
CREATE TABLE fact (
    area_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    place_id BIGINT NOT NULL DEFAULT 0,
    audience BIGINT NOT NULL CHECK (audience BETWEEN 0 AND 4),
    act_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    words TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    salt BYTEA NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (area_id, seq)
);
CREATE INDEX fact_subject ON fact (area_id, subject_id, seq);
-- Append only, except for erasing what a fact says: see docs/log.md.
-- only sqlite
CREATE TRIGGER fact_kept BEFORE DELETE ON fact
BEGIN
    SELECT RAISE(ABORT, 'facts are append only');
END;
CREATE TRIGGER fact_fixed BEFORE UPDATE OF
    area_id, seq, id, kind, subject_id, place_id, audience, act_id, at, leaf ON fact
BEGIN
    SELECT RAISE(ABORT, 'facts are append only');
END;
-- end only
-- only postgresql
CREATE FUNCTION fact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are append only' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER fact_kept BEFORE DELETE ON fact
    FOR EACH ROW EXECUTE FUNCTION fact_refuse();
CREATE TRIGGER fact_fixed BEFORE UPDATE OF
    area_id, seq, id, kind, subject_id, place_id, audience, act_id, at, leaf ON fact
    FOR EACH ROW EXECUTE FUNCTION fact_refuse();
-- end only

-- area: work for the runner.
CREATE TABLE job (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    leased_until BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    error TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id),
    UNIQUE (area_id, kind, subject_id, due_at)
);
CREATE INDEX job_due ON job (due_at) WHERE done_at IS NULL;

-- own key: what survived a refusal.
CREATE TABLE note (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    area_id BIGINT NOT NULL DEFAULT 0,
    account_id BIGINT NOT NULL DEFAULT 0,
    session TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX note_kind ON note (kind, at);

-- own key: what this installation is.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
