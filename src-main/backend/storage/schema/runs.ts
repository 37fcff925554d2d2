/** Training runs: what was trained, how it went, and where it can go on from. JSON columns hold the shared shapes. */
export const runsSchema = `
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  notebook TEXT NOT NULL,
  cell TEXT NOT NULL,
  address TEXT NOT NULL,
  lineage TEXT NOT NULL,
  spec TEXT NOT NULL,
  settings TEXT NOT NULL,
  seed INTEGER NOT NULL,
  state TEXT NOT NULL,
  ended TEXT,
  error TEXT,
  engine TEXT,
  started_at INTEGER NOT NULL,
  seconds REAL NOT NULL DEFAULT 0,
  steps_per_epoch INTEGER NOT NULL DEFAULT 0,
  parameters INTEGER NOT NULL DEFAULT 0,
  -- The ledger: how many epoch rows there must be, and the step reached.
  ledger_epochs INTEGER NOT NULL DEFAULT 0,
  ledger_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_cell ON runs (notebook, cell);
CREATE INDEX runs_by_lineage ON runs (lineage);

CREATE TABLE run_epochs (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_histograms (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  layers TEXT NOT NULL,
  PRIMARY KEY (run, epoch)
) STRICT;

-- Losses by step, thinned: uint32 steps, then float32 losses.
CREATE TABLE run_steps (
  run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  stride INTEGER NOT NULL,
  points BLOB NOT NULL
) STRICT;

-- kind: last (where it stands), boundary (the last whole epoch), best (by the watched metric).
CREATE TABLE checkpoints (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  step INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  head TEXT NOT NULL,
  tensors BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (run, kind)
) STRICT;
`;
