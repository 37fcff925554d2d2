/** Items in classes numbered from 0; of the numbers below `count` some may be unused. */
export type Partition = { of: Uint32Array; count: number };
export type Pace = () => Promise<void>;

const block = 1 << 16;
const directCells = 1 << 16;

function undivided(items: number): Partition {
  return { of: new Uint32Array(items), count: 1 };
}

/** Two items are together where both partitions have them together; classes in order of their first item, none unused. Throws cancelled. */
export async function combine(a: Partition, b: Partition, pace: Pace): Promise<Partition> {
  const items = a.of.length;
  const number = numbering(a, b, items);
  const of = new Uint32Array(items);
  for (let from = 0; from < items; from += block) {
    const to = Math.min(items, from + block);
    for (let item = from; item < to; item += 1) of[item] = number(a.of[item]!, b.of[item]!);
    await pace();
  }
  return { of, count: number.count() };
}

/** All partitions at once; no partition leaves all items in one class. */
export async function combineAll(
  parts: readonly Partition[],
  items: number,
  pace: Pace,
): Promise<Partition> {
  let all = undivided(items);
  // Fewest values first: as long as all there could be fits into a table, nothing need be looked up.
  for (const part of parts.toSorted((a, b) => a.count - b.count))
    all = await combine(all, part, pace);
  return all;
}

/** Items a class, or the sum of their weights. */
export function sizesOf({ of, count }: Partition, weights?: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(count);
  if (weights === undefined) for (const own of of) sizes[own]! += 1;
  else for (let item = 0; item < of.length; item += 1) sizes[of[item]!]! += weights[item]!;
  return sizes;
}

type Numbering = ((one: number, other: number) => number) & { count(): number };

/** Numbers pairs in the order they are met: by a table of all there could be, else by open addressing. */
function numbering(a: Partition, b: Partition, items: number): Numbering {
  let made = 0;
  const count = (): number => made;
  if (a.count * b.count <= Math.max(directCells, 8 * items)) {
    const known = new Uint32Array(a.count * b.count);
    const direct = (one: number, other: number): number => {
      const cell = one * b.count + other;
      const found = known[cell]!;
      if (found > 0) return found - 1;
      made += 1;
      known[cell] = made;
      return made - 1;
    };
    return Object.assign(direct, { count });
  }
  const mask = 2 ** Math.ceil(Math.log2(2 * items + 2)) - 1;
  // Both and the number, side by side for the sake of the processor's cache.
  const known = new Uint32Array(4 * (mask + 1));
  const hashed = (one: number, other: number): number => {
    let mixed = Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b);
    mixed ^= mixed >>> 15;
    let slot = Math.imul(mixed, 0x2c1b3c6d) & mask;
    for (; known[4 * slot + 2] !== 0; slot = (slot + 1) & mask)
      if (known[4 * slot] === one && known[4 * slot + 1] === other) return known[4 * slot + 2]! - 1;
    made += 1;
    known[4 * slot] = one;
    known[4 * slot + 1] = other;
    known[4 * slot + 2] = made;
    return made - 1;
  };
  return Object.assign(hashed, { count });
}
