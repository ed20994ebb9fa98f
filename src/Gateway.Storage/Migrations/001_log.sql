-- The audit log (design §6). One head row is locked, read and advanced by every commit.
CREATE TABLE log_state (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    origin      TEXT    NOT NULL,
    vkey        TEXT    NOT NULL,
    size        BIGINT  NOT NULL,
    root        BLOB    NOT NULL,
    note        TEXT    NOT NULL,
    signed_at   TEXT    NOT NULL
);

-- One row per tile: a partial tile is overwritten by a wider one, which answers for it.
CREATE TABLE log_tiles (
    level       INTEGER NOT NULL,
    number      BIGINT  NOT NULL,
    width       INTEGER NOT NULL,
    hashes      BLOB    NOT NULL,
    PRIMARY KEY (level, number)
);

CREATE TABLE log_entries (
    idx         BIGINT  PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    leaf        BLOB    NOT NULL
);

-- What a party may read of an entry, sealed under its log key. The subject is a keyed pseudonym, never in the leaf.
CREATE TABLE log_views (
    idx         BIGINT  NOT NULL REFERENCES log_entries (idx),
    party       TEXT    NOT NULL,
    subject     BLOB,
    sealed      BLOB    NOT NULL,
    PRIMARY KEY (idx, party)
);

CREATE INDEX log_views_by_subject ON log_views (subject, party, idx);
