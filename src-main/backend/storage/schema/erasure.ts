/**
 * Who must not come back. `suppressed` holds keyed hashes of the identifiers of people who were erased, `suppressed_columns` the
 * columns they were found in. `erased_data` says of which data (by fingerprint) rows were taken out, with a mark that is new each
 * time: it is part of the fingerprint from then on. `erased_results` are addresses of results that were made of those rows.
 */
export const erasureSchema = `
CREATE TABLE suppressed (hash TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE suppressed_columns (label TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE erased_data (fingerprint TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE erased_results (address TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;
