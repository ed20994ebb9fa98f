-- Retention of the log's details (src/Gateway/Records/Retention/README.md): for how many days a party keeps its details of a kind of entries.
-- Where there is no row, they are kept.
CREATE TABLE retention_rules (
    party               TEXT    NOT NULL REFERENCES parties (id),
    kind                TEXT    NOT NULL,
    days                INTEGER NOT NULL,
    registration_number TEXT    NOT NULL,
    PRIMARY KEY (party, kind)
);

-- Erasures of details past their time that two people have approved. They are carried out in batches: `next_index` is how far they have come, so
-- that a process that was killed goes on there. `proof` is a keyed digest over what was approved: a row written into the database is not carried out.
CREATE TABLE retention_runs (
    id                  TEXT   PRIMARY KEY,
    party               TEXT   NOT NULL REFERENCES parties (id),
    registration_number TEXT   NOT NULL,
    approved_at         BIGINT NOT NULL,
    next_index          BIGINT NOT NULL,
    done_at             BIGINT,
    proof               BLOB   NOT NULL
);

-- One open run of a party at a time.
CREATE UNIQUE INDEX retention_runs_open ON retention_runs (party) WHERE done_at IS NULL;
CREATE INDEX retention_runs_by_party ON retention_runs (party, approved_at);

-- What a run takes of each kind: what is older than `before_at` and stands before `first_kept`, and no more than `most`;
-- and how much it has taken, or found held.
CREATE TABLE retention_cuts (
    run        TEXT    NOT NULL REFERENCES retention_runs (id),
    kind       TEXT    NOT NULL,
    days       INTEGER NOT NULL,
    before_at  BIGINT  NOT NULL,
    first_kept BIGINT  NOT NULL,
    most       INTEGER NOT NULL,
    erased     INTEGER NOT NULL,
    held       INTEGER NOT NULL,
    PRIMARY KEY (run, kind)
);

-- What a party has asked, and its cases, hold the details about their persons while they are open; looked for in each batch.
CREATE INDEX requests_open_by_asker ON requests (asker, asked_at) WHERE closed_at IS NULL;
CREATE INDEX cases_open ON cases (party, subject) WHERE closed_at IS NULL;
