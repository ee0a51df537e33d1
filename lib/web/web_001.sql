-- tier -1: sessions and files.

-- own key: a browser that has signed in, or has something half done.
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL UNIQUE,
    account_id BIGINT NOT NULL DEFAULT 0,
    staff BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    agent TEXT NOT NULL DEFAULT '',
    prior TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_prior ON session (prior) WHERE prior <> '';
CREATE INDEX session_account ON session (account_id) WHERE account_id <> 0;

-- area: an uploaded file. state 1 quarantined, 2 ready (re-encoded, sha256 known), 3 refused,
-- 4 forgotten (the runner unlinks, then empties original and hashes).
CREATE TABLE file (
    area_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
    original TEXT NOT NULL,
    sha256 TEXT,
    thumb_sha256 TEXT,
    width BIGINT NOT NULL DEFAULT 0,
    height BIGINT NOT NULL DEFAULT 0,
    bytes BIGINT NOT NULL DEFAULT 0,
    audience BIGINT NOT NULL CHECK (audience BETWEEN 0 AND 4),
    account_id BIGINT,
    session TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (area_id, id)
);
CREATE INDEX file_subject ON file (area_id, subject_id, id);
CREATE INDEX file_sha ON file (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX file_thumb_sha ON file (thumb_sha256) WHERE thumb_sha256 IS NOT NULL;
