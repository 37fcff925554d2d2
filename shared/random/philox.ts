/**
 * Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011),
 * with the key and counter layout of TensorFlow's StatelessRandomUniformFullIntV2, so that a draw here equals a draw there.
 * Block `index` of a stream yields four words.
 */
export type Stream = { seed: number; step: number; purpose: number };

/** What a stream is for; keeps weights, batch order and dropout of one seed apart. */
export const purposes = { dropout: 0, initialWeights: 1, batchOrder: 2, sampling: 3 } as const;

/** Writes the four 32-bit words of block `index` into `out`. */
export function philoxBlock(stream: Stream, index: number, out: Uint32Array): void {
  let c0 = index >>> 0;
  let c1 = Math.floor(index / 2 ** 32) >>> 0;
  let c2 = stream.step >>> 0;
  let c3 = stream.purpose >>> 0;
  let k0 = stream.seed >>> 0;
  // TensorFlow sees the seed as a signed 32-bit number widened to 64 bits.
  let k1 = stream.seed >>> 31 ? 0xffffffff : 0;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** `count` numbers in [0, 1) with 23 random bits each: the low ones of a word. */
export function uniformFloats(stream: Stream, count: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count);
  const words = new Uint32Array(4);
  for (let i = 0; i < count; i++) {
    if (i % 4 === 0) philoxBlock(stream, i / 4, words);
    out[i] = (words[i % 4]! & 0x7fffff) / 0x800000;
  }
  return out;
}

/** `count` whole numbers of `bits` bits each: every word gives several, its lowest bits first. */
export function smallIntegers(
  stream: Stream,
  count: number,
  bits: 8 | 16,
): Int32Array<ArrayBuffer> {
  const perWord = 32 / bits;
  const out = new Int32Array(count);
  const block = new Uint32Array(4);
  for (let i = 0; i < count; i++) {
    const word = Math.floor(i / perWord);
    if (i % (4 * perWord) === 0) philoxBlock(stream, word / 4, block);
    out[i] = (block[word % 4]! >>> ((i % perWord) * bits)) & (2 ** bits - 1);
  }
  return out;
}

/** A generator of numbers in [0, 1) with 32 random bits, for work outside tensors. */
export function uniformSource(stream: Stream): () => number {
  const words = new Uint32Array(4);
  let drawn = 0;
  return () => {
    if (drawn % 4 === 0) philoxBlock(stream, drawn / 4, words);
    return words[drawn++ % 4]! / 2 ** 32;
  };
}

/** The rows in an order drawn from seed and epoch (Fisher-Yates); the input is left as it is. */
export function shuffled(rows: Int32Array, seed: number, epoch: number): Int32Array<ArrayBuffer> {
  const order = new Int32Array(rows);
  const next = uniformSource({ seed, step: epoch, purpose: purposes.batchOrder });
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) >>> 0;
}
