-- Each time the log's key was handed over: a note that both keys signed. Public; never changed.
CREATE TABLE log_successions (
    position    INTEGER PRIMARY KEY,
    size        BIGINT  NOT NULL,
    note        TEXT    NOT NULL UNIQUE
);
