/**
 * `undone_to` is the journal step the document stands at; later ones wait for redo. `cell_addresses` says from which step on a cell had
 * which result address, so that results the undo history can reach are known.
 */
export const notebooksSchema = `
CREATE TABLE notebooks (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  bin TEXT NOT NULL,
  title TEXT NOT NULL,
  cells INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  undone_to INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE TABLE journal (
  notebook TEXT NOT NULL REFERENCES notebooks ON DELETE CASCADE,
  step INTEGER NOT NULL,
  change TEXT NOT NULL,
  merge_key TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (notebook, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE cell_addresses (
  notebook TEXT NOT NULL REFERENCES notebooks ON DELETE CASCADE,
  cell TEXT NOT NULL,
  step INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (notebook, cell, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE shown_results (
  notebook TEXT NOT NULL REFERENCES notebooks ON DELETE CASCADE,
  cell TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (notebook, cell)
) STRICT, WITHOUT ROWID;
`;
