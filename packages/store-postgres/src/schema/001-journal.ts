/**
 * Schema version 1, in a schema of its own. Never edited after its release: a change is a further file.
 *
 * What must come back to the letter is text, never jsonb. Names compare byte by byte, whatever the locale of the
 * database. An entry knows the transaction that wrote it: the feed is read in that order.
 */
export const journalSchema = (schema: string) => `
CREATE TABLE ${schema}.cases (
  tenant text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  arrival bigint GENERATED ALWAYS AS IDENTITY,
  seq integer NOT NULL,
  at bigint NOT NULL,
  hash text NOT NULL,
  opened_at bigint NOT NULL,
  settled_at bigint,
  next_rung_at bigint,
  overdue_since bigint,
  facets text[] COLLATE "C" NOT NULL,
  case_index text NOT NULL,
  snapshot text NOT NULL,
  lease_until bigint NOT NULL DEFAULT ${Number.MIN_SAFE_INTEGER},
  PRIMARY KEY (tenant, case_id)
);
CREATE INDEX cases_in_order ON ${schema}.cases (tenant, opened_at, arrival);
CREATE INDEX cases_by_facet ON ${schema}.cases USING gin (facets);
CREATE INDEX cases_by_next_rung ON ${schema}.cases (next_rung_at) WHERE next_rung_at IS NOT NULL;
CREATE INDEX cases_by_overdue ON ${schema}.cases (tenant, overdue_since) WHERE overdue_since IS NOT NULL;
CREATE INDEX cases_by_settling ON ${schema}.cases (tenant, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE ${schema}.entries (
  tenant text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  hash text NOT NULL,
  bytes text NOT NULL,
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (tenant, case_id, seq)
);
CREATE UNIQUE INDEX entries_in_order ON ${schema}.entries (txid, position);

CREATE TABLE ${schema}.disclosures (
  tenant text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL,
  path text COLLATE "C" NOT NULL,
  salt text NOT NULL,
  value text NOT NULL,
  commitment text NOT NULL,
  visible_to text,
  personal boolean NOT NULL,
  subject text,
  PRIMARY KEY (tenant, case_id, seq, path)
);

-- scope: the case, or the empty text for the command ids of openings.
CREATE TABLE ${schema}.commands (
  tenant text COLLATE "C" NOT NULL,
  scope text COLLATE "C" NOT NULL,
  by text COLLATE "C" NOT NULL,
  command_id text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  case_id text NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (tenant, scope, by, command_id)
);

CREATE TABLE ${schema}.outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  tenant text COLLATE "C" NOT NULL,
  case_id text NOT NULL,
  seq integer NOT NULL,
  lane text COLLATE "C",
  type text NOT NULL,
  body text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  ready_at bigint NOT NULL DEFAULT 0,
  error text,
  failed_at bigint
);
CREATE INDEX outbox_ready ON ${schema}.outbox (ready_at, position) WHERE failed_at IS NULL;
CREATE INDEX outbox_lanes ON ${schema}.outbox (tenant, lane, position) WHERE failed_at IS NULL AND lane IS NOT NULL;
CREATE INDEX outbox_dead ON ${schema}.outbox (failed_at, position) WHERE failed_at IS NOT NULL;

CREATE TABLE ${schema}.refusals (
  n bigint GENERATED ALWAYS AS IDENTITY,
  tenant text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  by text NOT NULL,
  type text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (tenant, case_id, n)
);
CREATE TABLE ${schema}.refusal_counts (
  tenant text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  code text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (tenant, case_id, code)
);

CREATE TABLE ${schema}.anchors (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  anchor text NOT NULL
);
`
