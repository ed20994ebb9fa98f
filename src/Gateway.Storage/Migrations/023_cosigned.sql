-- The newest checkpoint that a quorum of witnesses has cosigned, with their signatures. It follows the log's head on a timer.
CREATE TABLE log_cosigned (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    size        BIGINT  NOT NULL,
    note        TEXT    NOT NULL,
    cosigned_at BIGINT  NOT NULL
);
