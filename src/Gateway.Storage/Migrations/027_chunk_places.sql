-- Chunks of alerts, and of what holders' own systems seal for requests, beside those of records: the three choose their ids apart.
ALTER TABLE uploads ADD COLUMN place TEXT NOT NULL DEFAULT 'Record';

DROP INDEX uploads_by_section;
CREATE UNIQUE INDEX uploads_by_section ON uploads (holder, record, section, version, place) WHERE state <> 'Abandoned';
