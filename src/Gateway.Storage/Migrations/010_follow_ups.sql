-- What parties still have to do after decisions, and what log review looks for in requests.
CREATE TABLE follow_ups (
    id           TEXT   PRIMARY KEY,
    party        TEXT   NOT NULL REFERENCES parties (id),
    counterpart  TEXT   NOT NULL REFERENCES parties (id),
    kind         TEXT   NOT NULL,
    reference    TEXT   NOT NULL,
    cause        TEXT   NOT NULL,
    officer      TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    escalated_at BIGINT,
    done_at      BIGINT
);

-- One open follow-up of a kind and cause for each reference.
CREATE UNIQUE INDEX follow_ups_once ON follow_ups (party, kind, reference, cause) WHERE done_at IS NULL;

CREATE INDEX follow_ups_open ON follow_ups (due_at, id) WHERE done_at IS NULL;

-- Officers whose acts a follow-up reviews, as they come: none of them reviews it.
CREATE TABLE follow_up_actors (
    party     TEXT NOT NULL REFERENCES parties (id),
    kind      TEXT NOT NULL,
    reference TEXT NOT NULL,
    officer   TEXT NOT NULL,
    PRIMARY KEY (party, kind, reference, officer)
);

-- Who asked about whom, as pseudonyms, and whether it was refused on what was supplied.
ALTER TABLE requests ADD COLUMN officer TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN subject BLOB;
ALTER TABLE requests ADD COLUMN refused BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX requests_by_officer ON requests (asker, officer, asked_at);
CREATE INDEX requests_refused ON requests (asker, subject, asked_at) WHERE refused = TRUE;
