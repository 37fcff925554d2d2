import type { LabelKind } from '#shared/model/prep.ts';

/** Predictions of a part's rows, [rows, units], and each row's actual class code or number. */
export type StoredPredictions = { scores: Float64Array; actual: Float64Array };

/** As they are kept, the actual ones last: numbers in float64, shares of classes and their codes in float32. */
export function packPredictions(
  { scores, actual }: StoredPredictions,
  kind: LabelKind,
): Uint8Array {
  const length = scores.length + actual.length;
  const all = kind === 'number' ? new Float64Array(length) : new Float32Array(length);
  all.set(scores);
  all.set(actual, scores.length);
  return new Uint8Array(all.buffer);
}

export function unpackPredictions(
  bytes: Uint8Array,
  { rows, kind }: { rows: number; kind: LabelKind },
): StoredPredictions {
  // Bytes of a blob may start anywhere in a shared buffer; floats must start at a multiple of their size.
  const { buffer } = bytes.slice();
  // Older results keep numbers in float32 too: a score and an actual one a row.
  const wide = kind === 'number' && buffer.byteLength === 2 * rows * Float64Array.BYTES_PER_ELEMENT;
  const all = wide ? new Float64Array(buffer) : Float64Array.from(new Float32Array(buffer));
  return { scores: all.subarray(0, all.length - rows), actual: all.subarray(all.length - rows) };
}
