-- A party's keys in generations: the row is the newest, which opens the earlier ones.
ALTER TABLE party_keys ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;
ALTER TABLE party_keys ADD COLUMN sealed_earlier BLOB NOT NULL DEFAULT x'';
