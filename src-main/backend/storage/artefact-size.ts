import type { Database } from 'better-sqlite3';
import type { BlobStore } from './blob-store.ts';
import type { Artefacts } from './result-store.ts';
import { pieceNames } from './tables/index.ts';

const sampledRows = 200;

/** Bytes that artefacts take in the file, about: tables are measured on a sample of their rows. */
export function artefactBytes(db: Database, blobs: BlobStore, artefacts: Artefacts): number {
  const sizes = [
    ...artefacts.tables.map((id) => tableBytes(db, id)),
    ...artefacts.blobs.map((id) => blobs.size(id)),
    ...artefacts.runs.map((id) => runBytes(db, id)),
  ];
  return sizes.reduce((sum, size) => sum + size, 0);
}

function tableBytes(db: Database, id: string): number {
  const found = db
    .prepare<[string], { rows: number; width: number }>(
      'SELECT rows, json_array_length(columns) AS width FROM tables WHERE id = ?',
    )
    .get(id);
  if (found === undefined || found.rows === 0) return 0;
  const names = pieceNames(id, found.width);
  return names.reduce((sum, name) => sum + pieceBytes(db, name, found.rows), 0);
}

function pieceBytes(db: Database, name: string, rows: number): number {
  const stride = Math.max(1, Math.floor(rows / sampledRows));
  const row = db.prepare<[number], unknown[]>(`SELECT * FROM ${name} WHERE rowid = ?`).raw();
  let bytes = 0;
  let sampled = 0;
  for (let number = 1; number <= rows; number += stride, sampled += 1)
    for (const value of row.get(number) ?? []) bytes += valueBytes(value);
  return Math.round((bytes / sampled + rowOverhead) * rows);
}

/** Record header, rowid and cell pointer. */
const rowOverhead = 12;

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 1;
  return value === null ? 1 : 9;
}

function runBytes(db: Database, id: string): number {
  return Number(
    db
      .prepare(
        `SELECT (SELECT total(length(tensors)) FROM checkpoints WHERE run = @id)
              + (SELECT total(length(points)) + total(length(scores)) FROM run_steps WHERE run = @id)
              + (SELECT total(length(layers)) FROM run_histograms WHERE run = @id)`,
      )
      .pluck()
      .get({ id }),
  );
}
