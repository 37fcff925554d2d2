/** A pair that belongs together, as far as nothing speaks against it. */
export type Link = { a: number; b: number };
export type Clusters = {
  /** Person of each record, numbered from 0 in the order of their first record. */
  persons: Uint32Array;
  people: number;
  /** Links not followed because a person would have two records of one source, or two that were told apart. */
  held: number;
};

const perPace = 2000;

/**
 * People from links, strongest first, by union and find. `single`: no person may have two records of one source.
 * `apart`: pairs that must not end in one person.
 */
export async function clusters(
  links: readonly Link[],
  sources: ArrayLike<number>,
  options: { single: boolean; apart: readonly Link[]; pace: () => Promise<void> },
): Promise<Clusters> {
  const parents = Uint32Array.from({ length: sources.length }, (_, record) => record);
  const find = (record: number): number => {
    let root = record;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = record; at !== root;) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const own = new Map<number, readonly number[]>();
  const sourcesOf = (root: number): readonly number[] => own.get(root) ?? [sources[root]!];
  let held = 0;
  for (const [at, { a, b }] of links.entries()) {
    if (at % perPace === 0) await options.pace();
    const [rootA, rootB] = [find(a), find(b)];
    if (rootA === rootB) continue;
    const clash = options.apart.some(({ a: one, b: other }) => {
      const [first, second] = [find(one), find(other)];
      return (first === rootA && second === rootB) || (first === rootB && second === rootA);
    });
    const both = options.single && sourcesOf(rootA).some((one) => sourcesOf(rootB).includes(one));
    if (clash || both) {
      held += 1;
      continue;
    }
    const [into, from] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    parents[from] = into;
    if (options.single) own.set(into, [...sourcesOf(into), ...sourcesOf(from)]);
  }
  const persons = new Uint32Array(sources.length);
  const numbers = new Map<number, number>();
  for (let record = 0; record < persons.length; record += 1) {
    if (record % perPace === 0) await options.pace();
    const root = find(record);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    persons[record] = numbers.get(root)!;
  }
  return { persons, people: numbers.size, held };
}
