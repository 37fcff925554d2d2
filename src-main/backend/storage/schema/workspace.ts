/** What the workspace knows of itself. `changes` counts everything that must not get lost: see `changesSchema`. */
export const workspaceSchema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('changes', '0'), ('result_limit', '4000000000');
`;
