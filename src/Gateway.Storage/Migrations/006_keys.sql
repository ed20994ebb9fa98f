-- Wrapped keys (design §5): useless without the vault.
CREATE TABLE party_keys (
    party           TEXT PRIMARY KEY REFERENCES parties (id),
    vault_key_id    TEXT NOT NULL,
    wrapped_intake  BLOB NOT NULL,
    wrapped_log_key BLOB NOT NULL,
    intake_jwk      TEXT NOT NULL
);

-- The gateway's own secrets: one row, written once at installation.
CREATE TABLE gateway_secrets (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    vault_key_id TEXT    NOT NULL,
    wrapped      BLOB    NOT NULL
);
