-- Who recorded a consent: nobody assesses on what he or she recorded. Empty where it is not known, and such a consent covers nothing.
ALTER TABLE consents ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '';
