/**
 * Schema 2: values under restriction, whose data a case holds, and an outbox that is claimed tenant by tenant. Never
 * edited after a release.
 */
export const restrictionSchema = `
-- NULL: not restricted; 0: restricted without an end; else until when the value has to be kept, epoch ms.
ALTER TABLE disclosures ADD COLUMN restricted_until INTEGER;
CREATE INDEX disclosures_by_subject ON disclosures (subject, case_key) WHERE subject IS NOT NULL;
DROP INDEX outbox_ready;
CREATE INDEX outbox_ready ON outbox (tenant_key, ready_at, position) WHERE ready_at IS NOT NULL;
`
