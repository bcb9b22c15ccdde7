/**
 * Schema version 1. Never edited after its release: a change is a further file.
 *
 * Cases and tenants are known by small numbers, so that the rows written with every append stay short. Entries lie in
 * the order of their commits, which is the feed; an index leads from a case to its own.
 */
export const journalSchema = `
CREATE TABLE tenants (
  tenant_key INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL UNIQUE
) STRICT;

-- The snapshot stands last: reading an index does not read through it.
CREATE TABLE cases (
  case_key INTEGER PRIMARY KEY,
  tenant_key INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  settled_at INTEGER,
  next_rung_at INTEGER,
  overdue_since INTEGER,
  case_index TEXT NOT NULL,
  snapshot TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX cases_by_id ON cases (tenant_key, case_id);
CREATE INDEX cases_by_next_rung ON cases (next_rung_at) WHERE next_rung_at IS NOT NULL;
CREATE INDEX cases_by_overdue ON cases (tenant_key, overdue_since, opened_at) WHERE overdue_since IS NOT NULL;
CREATE INDEX cases_by_settling ON cases (tenant_key, settled_at, opened_at) WHERE settled_at IS NOT NULL;

CREATE TABLE entries (
  position INTEGER PRIMARY KEY,
  case_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX entries_by_case ON entries (case_key, seq);

CREATE TABLE disclosures (
  case_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  path TEXT NOT NULL,
  salt TEXT NOT NULL,
  value TEXT NOT NULL,
  commitment TEXT NOT NULL,
  visible_to TEXT,
  personal INTEGER NOT NULL,
  subject TEXT,
  PRIMARY KEY (case_key, seq, path)
) STRICT, WITHOUT ROWID;

-- owner: the case, or minus the tenant for the command ids of openings.
CREATE TABLE commands (
  owner INTEGER NOT NULL,
  by TEXT NOT NULL,
  command_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  case_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (owner, by, command_id)
) STRICT, WITHOUT ROWID;

-- What a list can ask for. part: whether the case is settled (0 or 1), and for a state its case type.
CREATE TABLE terms (
  term INTEGER PRIMARY KEY,
  tenant_key INTEGER NOT NULL,
  facet TEXT NOT NULL,
  name TEXT NOT NULL,
  part TEXT NOT NULL,
  UNIQUE (tenant_key, facet, name, part)
) STRICT;
CREATE TABLE postings (
  term INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  case_key INTEGER NOT NULL,
  PRIMARY KEY (term, opened_at, case_key)
) STRICT, WITHOUT ROWID;
-- The words of a case as the store makes them; the ascii tokenizer only parts them at spaces, whatever their script.
CREATE TABLE case_words (
  case_key INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE texts USING fts5 (
  words, content = 'case_words', content_rowid = 'case_key', detail = none, columnsize = 0, tokenize = 'ascii'
);

CREATE TABLE due_leases (
  case_key INTEGER PRIMARY KEY,
  lease_until INTEGER NOT NULL
) STRICT;

-- ready_at: null behind another notice of its lane, and for a dead letter; a lease moves it on.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant_key INTEGER NOT NULL,
  case_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  lane TEXT,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  ready_at INTEGER,
  error TEXT,
  failed_at INTEGER
) STRICT;
CREATE INDEX outbox_ready ON outbox (ready_at, position) WHERE ready_at IS NOT NULL;
CREATE INDEX outbox_lanes ON outbox (tenant_key, lane, position) WHERE lane IS NOT NULL AND failed_at IS NULL;
CREATE INDEX outbox_dead ON outbox (failed_at, position) WHERE failed_at IS NOT NULL;

CREATE TABLE refusals (
  tenant_key INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  type TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (tenant_key, case_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE refusal_counts (
  tenant_key INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  code TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (tenant_key, case_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE anchors (
  id INTEGER PRIMARY KEY,
  anchor TEXT NOT NULL
) STRICT;
`
