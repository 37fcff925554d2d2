/**
 * What changed in a notebook since its document was written, one row an edit, in the order of revisions; the row of `notebooks` stands
 * as it was before. `size` is what the patches up to here take together, in characters. Counted as acknowledged changes, as edits are.
 */
export const notebookTailSchema = `
CREATE TABLE notebook_tail (
  notebook TEXT NOT NULL REFERENCES notebooks ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  patch TEXT NOT NULL,
  size INTEGER NOT NULL,
  title TEXT NOT NULL,
  cells INTEGER NOT NULL,
  undone_to INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  mark TEXT,
  PRIMARY KEY (notebook, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER count_change_tail AFTER INSERT ON notebook_tail BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'changes';
END;`;
