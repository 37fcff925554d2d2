/**
 * What differential privacy may give away, by who is hidden, and what it has. Lines of `privacy_spent` are only added, and counted as
 * acknowledged changes: to lose one would give budget back.
 */
export const privacySchema = `
CREATE TABLE privacy_budgets (
  unit TEXT PRIMARY KEY CHECK (unit IN ('row', 'person')),
  epsilon REAL NOT NULL,
  delta REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE privacy_spent (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('row', 'person')),
  kind TEXT NOT NULL,
  notebook TEXT NOT NULL,
  cell TEXT NOT NULL,
  address TEXT NOT NULL,
  epsilon REAL NOT NULL,
  delta REAL NOT NULL
) STRICT;
CREATE TRIGGER count_change_privacy AFTER INSERT ON privacy_spent BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'changes';
END;`;
