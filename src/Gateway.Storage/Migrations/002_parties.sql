-- The directory and the cases (design §3, §4). In this file and all later ones: instants are BIGINT, milliseconds since
-- 1970-01-01 UTC; days are TEXT, yyyy-MM-dd; lists of codes are TEXT, a JSON array; persons are BLOB, keyed pseudonyms, NULL where
-- nobody is identified; kinds and states are their words. What else there is to know of people is in columns named sealed_*.
CREATE TABLE parties (
    id                  TEXT    PRIMARY KEY,
    kind                TEXT    NOT NULL,
    name                TEXT    NOT NULL,
    parent_organisation TEXT    NOT NULL,
    organisation_number TEXT    NOT NULL,
    municipality_code   TEXT    NOT NULL,
    intake_key          TEXT    NOT NULL,
    recipient_key       TEXT    NOT NULL,
    signing_key         TEXT    NOT NULL,
    duty_contact        TEXT    NOT NULL,
    is_practice         BOOLEAN NOT NULL,
    proof               BLOB    NOT NULL
);

CREATE TABLE officers (
    party                TEXT    NOT NULL REFERENCES parties (id),
    id                   TEXT    NOT NULL,
    roles                TEXT    NOT NULL,
    training_valid_until TEXT,
    person               BLOB,
    is_revoked           BOOLEAN NOT NULL,
    PRIMARY KEY (party, id)
);

CREATE TABLE officer_conflicts (
    party       TEXT    NOT NULL,
    officer     TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    person      BLOB    NOT NULL,
    PRIMARY KEY (party, officer, position),
    FOREIGN KEY (party, officer) REFERENCES officers (party, id)
);

CREATE TABLE standing_decisions (
    holder              TEXT NOT NULL REFERENCES parties (id),
    id                  TEXT NOT NULL,
    provision           TEXT NOT NULL,
    question            TEXT NOT NULL,
    categories          TEXT NOT NULL,
    receiver            TEXT NOT NULL REFERENCES parties (id),
    valid_from          TEXT NOT NULL,
    valid_until         TEXT NOT NULL,
    decided_by          TEXT NOT NULL,
    decider_roles       TEXT NOT NULL,
    registration_number TEXT NOT NULL,
    PRIMARY KEY (holder, id)
);

CREATE INDEX standing_decisions_by_receiver ON standing_decisions (holder, receiver, valid_until);

-- A case's registration number stands in its sealed entry alone: beside a pseudonym it would name the person.
CREATE TABLE cases (
    party               TEXT   NOT NULL REFERENCES parties (id),
    id                  TEXT   NOT NULL,
    kind                TEXT   NOT NULL,
    purpose             TEXT   NOT NULL,
    subject             BLOB,
    officers            TEXT   NOT NULL,
    opened_at           BIGINT NOT NULL,
    closed_at           BIGINT,
    follow_up_at        BIGINT,
    PRIMARY KEY (party, id)
);
