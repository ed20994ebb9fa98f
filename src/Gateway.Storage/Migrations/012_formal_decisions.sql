-- Reasoned decisions that askers want instead of a neutral answer (6 kap. OSL). What is decided is sealed under the asker's log key.
CREATE TABLE formal_decisions (
    request         TEXT   PRIMARY KEY REFERENCES requests (id),
    holder          TEXT   NOT NULL REFERENCES parties (id),
    asked_at        BIGINT NOT NULL,
    sealed_decision BLOB,
    decided_at      BIGINT
);

CREATE INDEX formal_decisions_asked ON formal_decisions (holder, asked_at) WHERE decided_at IS NULL;
