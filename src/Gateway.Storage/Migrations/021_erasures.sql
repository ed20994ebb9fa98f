-- Erasure (src/Gateway/Records/Erasure/README.md). The newest version of an erased section stays as an empty row: a deposit that is sent
-- again must not bring back what was erased.
ALTER TABLE record_sections ADD COLUMN erased_at BIGINT;

-- Erasures that were carried out. `swept_at` is when the files held nothing of it any more: work that is made up at the next start.
CREATE TABLE erasures (
    id                   TEXT   PRIMARY KEY,
    party                TEXT   NOT NULL REFERENCES parties (id),
    scope                TEXT   NOT NULL,
    counts               TEXT   NOT NULL,
    erased_at            BIGINT NOT NULL,
    gone_from_backups_by TEXT   NOT NULL,
    swept_at             BIGINT
);

CREATE INDEX erasures_by_party ON erasures (party, erased_at);
CREATE INDEX erasures_not_swept ON erasures (erased_at) WHERE swept_at IS NULL;

-- What must not be erased: a record, or a person. A hold that is lifted has no row; its entries tell of it.
CREATE TABLE holds (
    id     TEXT PRIMARY KEY,
    party  TEXT NOT NULL REFERENCES parties (id),
    record TEXT,
    person BLOB,
    CHECK ((record IS NULL) <> (person IS NULL))
);

CREATE INDEX holds_by_party ON holds (party);

-- Whom an alert concerns. Alerts that were stored before this table are found by their party alone.
CREATE TABLE alert_persons (
    alert  TEXT NOT NULL REFERENCES alerts (id),
    person BLOB NOT NULL,
    PRIMARY KEY (alert, person)
);

CREATE INDEX alert_persons_by_person ON alert_persons (person);
CREATE INDEX requests_by_subject ON requests (subject) WHERE subject IS NOT NULL;

-- The last day that a formal decision can be appealed on.
ALTER TABLE formal_decisions ADD COLUMN appealable_until BIGINT;
