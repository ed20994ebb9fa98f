-- Disclosure requests and what the holder's officers answered to them (design §7).
CREATE TABLE requests (
    id                TEXT    PRIMARY KEY,
    asker             TEXT    NOT NULL REFERENCES parties (id),
    holder            TEXT    NOT NULL REFERENCES parties (id),
    idempotency_key   TEXT    NOT NULL,
    digest            BLOB    NOT NULL,
    sealed_content    BLOB    NOT NULL,
    sealed_answer     BLOB    NOT NULL,
    reasons           BLOB,
    reasons_signature TEXT    NOT NULL,
    waits             BOOLEAN NOT NULL,
    asked_at          BIGINT  NOT NULL,
    closed_at         BIGINT,
    UNIQUE (asker, idempotency_key)
);

CREATE INDEX requests_by_holder ON requests (holder, waits, closed_at, asked_at, id);

CREATE TABLE request_assessments (
    request           TEXT    NOT NULL REFERENCES requests (id),
    position          INTEGER NOT NULL,
    sealed_assessment BLOB    NOT NULL,
    PRIMARY KEY (request, position)
);
