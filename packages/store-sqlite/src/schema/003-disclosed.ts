/**
 * Schema 3: what is disclosed stands apart, in rows that are only ever added at the end, and keep their length. So they never move, and what
 * overwrites one leaves no copy elsewhere: where rows come in between or go, SQLite parts and merges pages, and leaves what it moved in their
 * free space. Never edited after a release.
 */
export const disclosedSchema = `
DROP INDEX disclosures_by_subject;
ALTER TABLE disclosures RENAME TO disclosures_before;
CREATE TABLE disclosures (
  case_key INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  path TEXT NOT NULL,
  position INTEGER NOT NULL,
  commitment TEXT NOT NULL,
  visible_to TEXT,
  personal INTEGER NOT NULL,
  subject TEXT,
  -- NULL: not restricted; 0: restricted without an end; else until when the value has to be kept, epoch ms.
  restricted_until INTEGER,
  PRIMARY KEY (case_key, seq, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX disclosures_by_subject ON disclosures (subject, case_key) WHERE subject IS NOT NULL;
-- Of what was erased a row of blanks stays.
CREATE TABLE disclosed (
  position INTEGER PRIMARY KEY,
  salt TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO disclosures
  SELECT case_key, seq, path, row_number() OVER (ORDER BY case_key, seq, path), commitment, visible_to, personal, subject,
    restricted_until
  FROM disclosures_before;
INSERT INTO disclosed
  SELECT position, salt, value FROM disclosures JOIN disclosures_before USING (case_key, seq, path) ORDER BY position;
DROP TABLE disclosures_before;
`
