-- Categories that a party's own system answers for, request by request.
CREATE TABLE fulfilled_categories (
    party    TEXT NOT NULL REFERENCES parties (id),
    category TEXT NOT NULL,
    PRIMARY KEY (party, category)
);

-- What a holder's own system sealed for one request. The gateway cannot open it: the holder wraps the key for the receiver itself,
-- once its release is logged. `persons` is a JSON array of pseudonyms in hex, empty for those not identified.
CREATE TABLE fulfilments (
    request           TEXT   NOT NULL REFERENCES requests (id),
    category          TEXT   NOT NULL,
    persons           TEXT   NOT NULL,
    sealed_facts      BLOB   NOT NULL,
    facts_digest      BLOB   NOT NULL,
    ciphertext_digest BLOB   NOT NULL,
    signature         TEXT   NOT NULL,
    sealed_at         BIGINT NOT NULL,
    entries           TEXT   NOT NULL DEFAULT '[]',
    recipient         TEXT   NOT NULL DEFAULT '',
    party_info        BLOB,
    sealed_salt       BLOB,
    released_at       BIGINT,
    envelope          BLOB,
    PRIMARY KEY (request, category)
);
