/**
 * Schema 2: values under restriction, whose data a case holds, and an outbox that is claimed tenant by tenant. Never
 * edited after a release.
 */
export const restrictionSchema = (schema: string): string => `
-- NULL: not restricted; 0: restricted without an end; else until when the value has to be kept, epoch ms.
ALTER TABLE ${schema}.disclosures ADD COLUMN restricted_until bigint;
CREATE INDEX disclosures_by_subject ON ${schema}.disclosures (tenant, subject, case_id) WHERE subject IS NOT NULL;
DROP INDEX ${schema}.outbox_ready;
CREATE INDEX outbox_ready ON ${schema}.outbox (tenant, ready_at, position) WHERE failed_at IS NULL;
`
