-- tier -1: the index of what a search may ask for; written by the rooms, never a source of truth.

-- area: one thing's folded words, as they were put in.
CREATE TABLE find_text (
    area_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    id BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (area_id, kind, id)
);

-- area: in which things a pair of characters, a word or a number stands.
CREATE TABLE find_word (
    area_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    word TEXT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (area_id, kind, word, id)
-- only sqlite
) WITHOUT ROWID;
-- end only
-- only postgresql
);
-- end only
