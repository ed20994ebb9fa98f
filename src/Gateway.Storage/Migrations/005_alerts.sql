-- Alerts from push to acknowledgement (design §7).
CREATE TABLE alerts (
    id              TEXT   PRIMARY KEY,
    sender          TEXT   NOT NULL REFERENCES parties (id),
    receiver        TEXT   NOT NULL REFERENCES parties (id),
    idempotency_key TEXT   NOT NULL,
    digest          BLOB   NOT NULL,
    purpose         TEXT   NOT NULL,
    urgency         TEXT   NOT NULL,
    categories      TEXT   NOT NULL,
    sealed_content  BLOB   NOT NULL,
    sealed_answer   BLOB   NOT NULL,
    state           TEXT   NOT NULL,
    stored_at       BIGINT NOT NULL,
    open_before     BIGINT NOT NULL,
    UNIQUE (sender, idempotency_key)
);

CREATE INDEX alerts_by_deadline ON alerts (state, open_before, id);

-- What was permitted of an alert, in the order of the push.
CREATE TABLE alert_sections (
    alert             TEXT    NOT NULL REFERENCES alerts (id),
    position          INTEGER NOT NULL,
    section           TEXT    NOT NULL,
    category          TEXT    NOT NULL,
    ciphertext_digest BLOB    NOT NULL,
    envelope          BLOB    NOT NULL,
    signature         TEXT    NOT NULL,
    PRIMARY KEY (alert, position),
    UNIQUE (alert, section)
);

-- When an alert reached each state; it names nobody.
CREATE TABLE alert_states (
    alert       TEXT    NOT NULL REFERENCES alerts (id),
    position    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    reached_at  BIGINT  NOT NULL,
    PRIMARY KEY (alert, position)
);

-- The last number given to an event. A row, and no sequence: it is locked until the commit, so that numbers grow in the order of
-- commits, none is given twice, and no reader passes a number that is still to come.
CREATE TABLE alert_numbering (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    last        BIGINT  NOT NULL
);

INSERT INTO alert_numbering (id, last) VALUES (1, 0);

CREATE TABLE alert_events (
    number              BIGINT  PRIMARY KEY,
    party               TEXT    NOT NULL REFERENCES parties (id),
    alert               TEXT    NOT NULL REFERENCES alerts (id),
    told                TEXT    NOT NULL,
    is_for_duty_contact BOOLEAN NOT NULL
);

CREATE INDEX alert_events_by_party ON alert_events (party, number);
