/** A stream of pseudo-random numbers; the same seed gives the same stream on every machine. */
export type Random = {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, limit). */
  below(limit: number): number;
};

/**
 * The sfc32 generator (Chris Doty-Humphrey's PractRand, “small fast counter”), its state filled from an unsigned
 * 32-bit seed by splitmix32 and stirred twelve times.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const mix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let counter = 1;
  const draw = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) draw();
  const next = (): number => draw() / 4294967296;
  return { next, below: (limit) => Math.floor(next() * limit) };
}

/** Fisher-Yates, in place. */
export function shuffle<T extends Int32Array | Uint32Array | unknown[]>(
  items: T,
  random: Random,
): T {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = items[last];
    items[last] = items[other];
    items[other] = kept;
  }
  return items;
}

/** A seed of its own for a named use (FNV-1a of the name, mixed with the seed). */
export function deriveSeed(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
