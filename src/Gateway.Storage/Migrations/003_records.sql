-- Records that holders keep ready (design §5). A version is never changed: a correction is a later version.
CREATE TABLE record_sections (
    holder            TEXT    NOT NULL REFERENCES parties (id),
    record            TEXT    NOT NULL,
    section           TEXT    NOT NULL,
    version           INTEGER NOT NULL CHECK (version >= 1),
    category          TEXT    NOT NULL,
    sealed_facts      BLOB    NOT NULL,
    facts_digest      BLOB    NOT NULL,
    ciphertext_digest BLOB    NOT NULL,
    envelope          BLOB    NOT NULL,
    signature         TEXT    NOT NULL,
    stored_at         BIGINT  NOT NULL,
    PRIMARY KEY (holder, record, section, version)
);

-- Whom a version concerns, in the order of its sealed facts; unidentified persons have their place too.
CREATE TABLE record_persons (
    holder      TEXT    NOT NULL,
    record      TEXT    NOT NULL,
    section     TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    person      BLOB,
    PRIMARY KEY (holder, record, section, version, position),
    FOREIGN KEY (holder, record, section, version) REFERENCES record_sections (holder, record, section, version)
);

CREATE INDEX record_persons_by_person ON record_persons (holder, person, record, section, version);
