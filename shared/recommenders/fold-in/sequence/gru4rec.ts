import type { SequenceAlgorithm } from '../../sequence-shapes.ts';
import { dense, emptyRows, rowsFrom, type Rows } from '../rows.ts';

type Config = Extract<SequenceAlgorithm, { type: 'gru4rec' }>;

/**
 * The vector that foretells what follows a history: its items through one or more GRUs (Cho et al. 2014, the reset gate
 * after the product) and a dense layer; `vectors` [places, width] are those of its items, oldest first.
 */
export function gruHidden(
  { layers }: Config,
  vectors: Rows,
  weight: (name: string) => Float32Array,
): Float32Array {
  const scale = Math.sqrt(vectors.columns);
  let x: Rows = { ...vectors, value: vectors.value.map((value) => value * scale) };
  for (let at = 0; at < layers; at++) {
    const given = dense(x, weight(`input kernel ${at}`), weight(`input bias ${at}`));
    x = recurred(given, weight(`state kernel ${at}`), weight(`state bias ${at}`));
  }
  return dense(rowsFrom(x, x.rows - 1), weight('output kernel'), weight('output bias')).value;
}

/** States after each place; `given` [places, 3 width] is what reset, update and candidate get from the input. */
function recurred({ rows, columns, value }: Rows, kernel: Float32Array, bias: Float32Array): Rows {
  const width = columns / 3;
  const states = emptyRows(rows, width);
  let before = emptyRows(1, width);
  for (let place = 0; place < rows; place++) {
    const own = dense(before, kernel, bias).value;
    const given = value.subarray(place * columns, (place + 1) * columns);
    for (let a = 0; a < width; a++) {
      const reset = sigmoid(own[a]! + given[a]!);
      const update = sigmoid(own[width + a]! + given[width + a]!);
      const fresh = Math.tanh(given[2 * width + a]! + reset * own[2 * width + a]!);
      states.value[place * width + a] = fresh + update * (before.value[a]! - fresh);
    }
    const state = states.value.subarray(place * width, (place + 1) * width);
    before = { rows: 1, columns: width, value: state };
  }
  return states;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
