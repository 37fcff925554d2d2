/** Predictions of a part's rows as they are kept: float32 [rows, units], then each row's actual class code or number. */
export type StoredPredictions = { scores: Float32Array; actual: Float32Array };

export function packPredictions({ scores, actual }: StoredPredictions): Uint8Array {
  const all = new Float32Array(scores.length + actual.length);
  all.set(scores);
  all.set(actual, scores.length);
  return new Uint8Array(all.buffer);
}

export function unpackPredictions(bytes: Uint8Array, rows: number): StoredPredictions {
  // Bytes of a blob may start anywhere in a shared buffer; floats must start at a multiple of four.
  const all = new Float32Array(bytes.slice().buffer);
  return { scores: all.subarray(0, all.length - rows), actual: all.subarray(all.length - rows) };
}
