/** `test_looks`: every evaluation of a run on the test part. `baselines`: simple models by the features they were fitted on. */
export const evaluationsSchema = `
CREATE TABLE test_looks (
  run TEXT NOT NULL,
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run, address)
) STRICT, WITHOUT ROWID;
CREATE TABLE baselines (features TEXT PRIMARY KEY, weights TEXT NOT NULL) STRICT;
`;
