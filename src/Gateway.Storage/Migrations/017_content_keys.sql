-- Content keys at rest: taken over from the wraps that sections came with, under the holder's storage key (RestingSection).
ALTER TABLE record_sections ADD COLUMN content_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE alert_sections ADD COLUMN content_key BLOB NOT NULL DEFAULT x'';
ALTER TABLE requests ADD COLUMN reasons_key BLOB;
