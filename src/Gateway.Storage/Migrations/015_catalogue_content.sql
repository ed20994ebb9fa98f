-- The activated catalogue itself and its approval, so that it stays in force whatever program starts next. The signatures are checked again
-- whenever it is read, and the row is proven by a keyed digest: it alone puts nothing in force. Empty for one that came with a program.
ALTER TABLE catalogue_activations ADD COLUMN content BLOB;
ALTER TABLE catalogue_activations ADD COLUMN approval TEXT NOT NULL DEFAULT '';
ALTER TABLE catalogue_activations ADD COLUMN proof BLOB;
