import type { FeaturesOutput, Part } from '#shared/model/cells/features.ts';
import { createEncoder, decodeNumber } from '#shared/encoding/index.ts';
import { createRandom, shuffle } from '#shared/random/index.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { partRows, rawRows, type Stored } from '../features/index.ts';

/** Rows of a part drawn by a seed, encoded: features row by row, and actual class codes or numbers in the label's unit. */
export type DrawnPart = { positions: Int32Array; x: Float32Array; actual: Float64Array };

const rowsAtOnce = 500;

/** At most `most` rows of a part in stored order. @throws split_empty where the part has none */
export async function drawnPart(
  workspace: Stored,
  features: FeaturesOutput,
  part: Part,
  { most, seed }: { most: number; seed: number },
  pace: () => Promise<void>,
): Promise<DrawnPart> {
  const all = partRows(workspace, features, part);
  if (all.length === 0) throw new PortraitError('split_empty', { part });
  const positions =
    all.length <= most ? all : shuffle(all, createRandom(seed)).slice(0, most).sort();
  const encoder = createEncoder(features.prep);
  const { label } = features.prep;
  const x = new Float32Array(positions.length * encoder.width);
  const actual = new Float64Array(positions.length);
  for (let first = 0; first < positions.length; first += rowsAtOnce) {
    const rows = rawRows(workspace, features.table, [
      ...positions.subarray(first, first + rowsAtOnce),
    ]);
    x.set(encoder.features(rows), first * encoder.width);
    const y = encoder.labels(rows);
    for (let row = 0; row < rows.length; row++) {
      const values = y.subarray(row * encoder.targets, (row + 1) * encoder.targets);
      actual[first + row] =
        label.kind === 'number'
          ? decodeNumber(label, values[0] ?? NaN)
          : label.kind === 'binary'
            ? (values[0] ?? NaN)
            : values.indexOf(1);
    }
    await pace();
  }
  return { positions, x, actual };
}
