-- Why an alert was taken back; empty where it was not.
ALTER TABLE alerts ADD COLUMN recall_reason TEXT NOT NULL DEFAULT 'Unspecified';
