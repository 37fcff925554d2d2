/** `attempts` keeps how the last try at an address ended when it gave no full result; `kept` is the partial result of a stopped one. */
export const resultsSchema = `
CREATE TABLE results (
  address TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  output TEXT NOT NULL,
  ingredients TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  milliseconds REAL NOT NULL,
  made_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;
CREATE TABLE result_artefacts (
  address TEXT NOT NULL REFERENCES results ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('table', 'blob', 'run')),
  id TEXT NOT NULL,
  PRIMARY KEY (address, type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_artefacts_by_id ON result_artefacts (type, id);
CREATE TABLE attempts (
  address TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('failed', 'stopped')),
  error TEXT NOT NULL,
  kept TEXT,
  run TEXT,
  at INTEGER NOT NULL
) STRICT;
`;
