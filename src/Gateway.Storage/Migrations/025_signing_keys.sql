-- Signing keys that a party has replaced and that nobody else had, as a JSON list of JWKs, oldest first: what they signed then still verifies. Part of the
-- party's proof.
ALTER TABLE parties ADD COLUMN earlier_signing_keys TEXT NOT NULL DEFAULT '[]';
