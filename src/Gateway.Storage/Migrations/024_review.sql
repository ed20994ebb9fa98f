-- Legal staff search a party's views by time (src/Gateway/Review/README.md).
CREATE INDEX log_views_by_party ON log_views (party, idx);

-- Matters that a law enforcement party no longer keeps secret from the person. A row names no person: `reference` is a request or an alert; who
-- decided it, under which registration number, stands in its sealed entry. `proof` is a keyed digest over the row: a row written into the database
-- shows nobody anything.
CREATE TABLE secrecy_ended (
    reference TEXT   NOT NULL,
    party     TEXT   NOT NULL REFERENCES parties (id),
    ended_at  BIGINT NOT NULL,
    proof     BLOB   NOT NULL,
    PRIMARY KEY (reference, party)
);

-- A month's statistics, suppressed as they are told. They are kept, so that a later erasure shows in no difference.
CREATE TABLE monthly_statistics (
    party      TEXT   NOT NULL REFERENCES parties (id),
    month      TEXT   NOT NULL,
    statistics TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (party, month)
);

-- How far each party's scheduled log review has come.
CREATE TABLE log_reviews (
    party          TEXT   PRIMARY KEY REFERENCES parties (id),
    reviewed_until BIGINT NOT NULL
);

-- What went to the wrong receiver: a request or an alert, reported once. What happened stands in its entry, which is sealed.
CREATE TABLE incidents (
    id          TEXT    PRIMARY KEY,
    party       TEXT    NOT NULL REFERENCES parties (id),
    receiver    TEXT    NOT NULL REFERENCES parties (id),
    reference   TEXT    NOT NULL,
    was_opened  BOOLEAN NOT NULL,
    aware_at    BIGINT  NOT NULL,
    reported_at BIGINT  NOT NULL
);

CREATE UNIQUE INDEX incidents_once ON incidents (party, reference);
