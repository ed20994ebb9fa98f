-- Since when a party's keys are what they are; 0: since before this was kept.
ALTER TABLE party_keys ADD COLUMN made_at BIGINT NOT NULL DEFAULT 0;

-- The versions of the vault's key that two officers wanted everything wrapped by. The newest is the one that is worked towards.
CREATE TABLE vault_moves (
    vault_key_id TEXT   PRIMARY KEY,
    approved_at  BIGINT NOT NULL
);

-- Every recipient key that a party proved to hold: one key is one party's, and once.
CREATE TABLE recipient_keys (
    thumbprint     TEXT    PRIMARY KEY,
    party          TEXT    NOT NULL REFERENCES parties (id),
    jwk            TEXT    NOT NULL,
    proof          TEXT    NOT NULL,
    registered_at  BIGINT  NOT NULL,
    valid_until    TEXT    NOT NULL,
    revoked_at     BIGINT,
    is_compromised BOOLEAN
);

-- The one that counts is in the party's row, under its proof.
ALTER TABLE parties ADD COLUMN recipient_key_until TEXT;
ALTER TABLE parties ADD COLUMN recipient_key_revoked TEXT NOT NULL DEFAULT '';

-- What was released under which recipient key, so that it can be listed when the key is compromised. It names nobody.
CREATE TABLE key_releases (
    thumbprint  TEXT   NOT NULL,
    entry       TEXT   NOT NULL,
    holder      TEXT   NOT NULL REFERENCES parties (id),
    receiver    TEXT   NOT NULL REFERENCES parties (id),
    kind        TEXT   NOT NULL,
    reference   TEXT   NOT NULL,
    categories  TEXT   NOT NULL,
    released_at BIGINT NOT NULL,
    PRIMARY KEY (thumbprint, entry)
);
