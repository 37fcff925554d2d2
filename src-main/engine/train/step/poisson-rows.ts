/** Bytes that Web Crypto gives in one call. */
const mostBytes = 65_536;

/** Filled from the system's source of randomness, wherever the engine runs. */
function fillRandomly<Words extends Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  words: Words,
): Words {
  const stride = mostBytes / words.BYTES_PER_ELEMENT;
  for (let at = 0; at < words.length; at += stride)
    crypto.getRandomValues(words.subarray(at, at + stride));
  return words;
}

/** Numbers above 0 and at most 1 from the system's source of randomness, 53 bits each. */
function createSystemUniform(): () => number {
  const words = new Uint32Array(2048);
  let at = words.length;
  return () => {
    if (at === words.length) {
      fillRandomly(words);
      at = 0;
    }
    const [high, low] = [words[at]! >>> 5, words[at + 1]! >>> 6];
    at += 2;
    return (high * 2 ** 26 + low + 1) / 2 ** 53;
  };
}

/** The rows of private steps: each of `rows` in each step by itself with probability `rate`. */
export type PoissonRows = {
  /** [steps, capacity]; places without a row hold the first one. */
  order: Int32Array<ArrayBuffer>;
  /** Places that hold a row, [steps]. */
  counts: Int32Array<ArrayBuffer>;
};

/**
 * Draws the rows of `steps` steps from the system's source of randomness: from one row that is taken to the next by geometric jumps
 * (Devroye 1986, X.2). Rows beyond `capacity` are left out; how unlikely that is counts in delta.
 */
export function poissonRows(
  rows: Int32Array,
  { rate, capacity }: { rate: number; capacity: number },
  steps: number,
): PoissonRows {
  const draw = createSystemUniform();
  const order = new Int32Array(steps * capacity).fill(rows.at(0) ?? 0);
  const counts = new Int32Array(steps);
  const stays = Math.log1p(-rate);
  const jump = (): number => (rate === 1 ? 1 : 1 + Math.floor(Math.log(draw()) / stays));
  for (let step = 0; step < steps; step += 1) {
    let count = 0;
    for (let at = jump() - 1; at < rows.length && count < capacity; at += jump())
      order[step * capacity + count++] = rows[at]!;
    counts[step] = count;
  }
  return { order, counts };
}

/** 192 bits for the noise of each step, [steps, 6], from the system's source of randomness; used once, never kept. */
export function noiseKeys(steps: number): Int32Array<ArrayBuffer> {
  return fillRandomly(new Int32Array(steps * 6));
}

/** Standard normal numbers from the system's source of randomness, for runtimes that draw none in the graph (Box and Muller 1958). */
export function systemNormal(count: number): Float32Array<ArrayBuffer> {
  const draw = createSystemUniform();
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(draw()));
    const angle = 2 * Math.PI * draw();
    values[at] = radius * Math.cos(angle);
    if (at + 1 < count) values[at + 1] = radius * Math.sin(angle);
  }
  return values;
}
