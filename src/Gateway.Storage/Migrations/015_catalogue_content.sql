-- The activated catalogue itself and who signed it, so that it stays in force whatever program starts next. Empty for those of before.
ALTER TABLE catalogue_activations ADD COLUMN content BLOB;
ALTER TABLE catalogue_activations ADD COLUMN signers TEXT NOT NULL DEFAULT '[]';
