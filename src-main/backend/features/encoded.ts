import type { EncodedRows, FeaturesOutput, Part } from '#shared/model/cells/features.ts';
import { rawRows, type Stored } from './raw-rows.ts';
import { createRowEncoder } from './row-encoder.ts';
import { partCode } from './split.ts';

const partNames: readonly Part[] = ['train', 'validation', 'test'];

/** Every row of the table, encoded, in stored order; `first` counts from 0. Rows without a label have NaN labels. */
export function* encodedChunks(
  workspace: Stored,
  output: FeaturesOutput,
  options: { batch?: number } = {},
): Iterable<{ first: number; x: Float32Array; y: Float32Array }> {
  const encoder = createRowEncoder(workspace, output);
  for (const { first, rows } of workspace.tables.scan(output.table.id, options)) {
    const positions = rows.map((_, offset) => first - 1 + offset);
    yield { first: first - 1, x: encoder.features(rows, positions), y: encoder.labels(rows) };
  }
}

/** Row positions (from 0) of each part, ascending. */
export function splitRows(
  workspace: Stored,
  output: FeaturesOutput,
): { train: Int32Array; validation: Int32Array; test: Int32Array } {
  return {
    train: partRows(workspace, output, 'train'),
    validation: partRows(workspace, output, 'validation'),
    test: partRows(workspace, output, 'test'),
  };
}

export function partRows(workspace: Stored, output: FeaturesOutput, part: Part): Int32Array {
  const codes = workspace.blobs.get(output.splitBlob);
  const rows = new Int32Array(output.rows[part]);
  let at = 0;
  codes.forEach((code, row) => {
    if (code === partCode[part]) rows[at++] = row;
  });
  return rows;
}

/** Only the rows of one part, in stored order; `rows` are their positions from 0. */
export function* encodedPart(
  workspace: Stored,
  output: FeaturesOutput,
  part: Part,
): Iterable<{ rows: number[]; x: Float32Array; y: Float32Array }> {
  const encoder = createRowEncoder(workspace, output);
  const codes = workspace.blobs.get(output.splitBlob);
  for (const { first, rows } of workspace.tables.scan(output.table.id)) {
    const positions = rows
      .map((_, offset) => first - 1 + offset)
      .filter((row) => codes[row] === partCode[part]);
    if (positions.length === 0) continue;
    const kept = positions.map((row) => rows[row - first + 1] ?? []);
    yield { rows: positions, x: encoder.features(kept, positions), y: encoder.labels(kept) };
  }
}

/** A page of rows, raw beside encoded. Rows outside the split (no label) are left out. */
export function encodedPage(
  workspace: Stored,
  output: FeaturesOutput,
  { offset, limit, part }: { offset: number; limit: number; part: Part | null },
): EncodedRows {
  const codes = workspace.blobs.get(output.splitBlob);
  const page: number[] = [];
  let total = 0;
  codes.forEach((code, row) => {
    if (part === null ? code === partCode.none : code !== partCode[part]) return;
    if (total >= offset && page.length < limit) page.push(row);
    total++;
  });
  const raw = rawRows(workspace, output.table, page);
  const encoder = createRowEncoder(workspace, output);
  const x = encoder.features(raw, page);
  const y = encoder.labels(raw);
  return {
    total,
    numbers: page.map((row) => row + 1),
    parts: page.map((row) => partNames[codes[row]!] ?? 'train'),
    raw,
    encoded: raw.map((_, at) => [...x.subarray(at * encoder.width, (at + 1) * encoder.width)]),
    labels: raw.map((_, at) => [...y.subarray(at * encoder.targets, (at + 1) * encoder.targets)]),
  };
}
