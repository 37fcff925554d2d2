/** Catalog of imported and computed tables; `rows` doubles as the ledger that notices silent loss. */
export const tablesSchema = `
CREATE TABLE tables (
  id TEXT PRIMARY KEY,
  columns TEXT NOT NULL,
  rows INTEGER NOT NULL,
  synthetic INTEGER NOT NULL
) STRICT;
CREATE TABLE table_profiles (
  table_id TEXT NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  profile TEXT NOT NULL,
  PRIMARY KEY (table_id, label)
) STRICT;
`;
