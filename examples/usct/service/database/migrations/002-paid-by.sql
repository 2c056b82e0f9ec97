-- Release 2.0 records how a household was paid.
ALTER TABLE applications ADD COLUMN paid_by text;
CREATE INDEX payments_application ON payments (application);
