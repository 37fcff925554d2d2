export const blobsSchema = `
CREATE TABLE blobs (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
`;
