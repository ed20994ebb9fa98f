-- Chunks of large sections (src/Gateway/Crypto/README.md). An upload waits for the deposit that names it, is taken by it, or is swept.
-- Of one version of a section one upload at a time is not abandoned.
CREATE TABLE uploads (
    id          TEXT    PRIMARY KEY,
    holder      TEXT    NOT NULL REFERENCES parties (id),
    record      TEXT    NOT NULL,
    section     TEXT    NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    chunk_count INTEGER NOT NULL DEFAULT 0,
    bytes       BIGINT  NOT NULL DEFAULT 0,
    is_ended    INTEGER NOT NULL DEFAULT 0,
    state       TEXT    NOT NULL,
    touched_at  BIGINT  NOT NULL
);

CREATE UNIQUE INDEX uploads_by_section ON uploads (holder, record, section, version) WHERE state <> 'Abandoned';
CREATE INDEX uploads_not_deposited ON uploads (holder, touched_at) WHERE state <> 'Deposited';

-- iv, ciphertext and tag as they came. The digest stands before them, where it is read without reading them.
CREATE TABLE chunks (
    upload   TEXT    NOT NULL REFERENCES uploads (id),
    position INTEGER NOT NULL,
    digest   BLOB    NOT NULL,
    sealed   BLOB    NOT NULL,
    PRIMARY KEY (upload, position)
);
