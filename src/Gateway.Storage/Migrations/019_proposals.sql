-- Acts that take two people: proposed by one, carried out when another approves.
CREATE TABLE proposals (
    id             TEXT   PRIMARY KEY,
    party          TEXT   NOT NULL REFERENCES parties (id),
    act            TEXT   NOT NULL,
    sealed_content BLOB   NOT NULL,
    proposed_by    TEXT   NOT NULL,
    proposed_at    BIGINT NOT NULL,
    closed_at      BIGINT
);

CREATE INDEX proposals_open ON proposals (party, proposed_at) WHERE closed_at IS NULL;
