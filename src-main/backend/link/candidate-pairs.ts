import { blockPasses } from '#shared/linkage/block-passes.ts';
import type { LinkOutput } from '#shared/model/cells/link.ts';
import type { LinkedRecords } from './linked-records.ts';

export type Blocks = LinkOutput['blocks'];
type Options = {
  single: boolean;
  mostInBlock: number;
  pace: () => Promise<void>;
  /** Called once for every candidate. */
  pair(a: number, b: number): void;
};

const pairsPerPace = 128;
const keysPerPace = 1000;
const noKey = -1;

/**
 * Every pair that shares a key in at least one pass, once. Keys that more records share than `mostInBlock` are passed
 * over, and told. Throws cancelled, and what `pair` throws.
 */
export async function candidatePairs(records: LinkedRecords, options: Options): Promise<Blocks> {
  const passes = blockPasses(
    records.fields.map(({ role }, field) => ({ role, values: records.values[field]! })),
  );
  const earlier: Int32Array[] = [];
  const told: Blocks = { passes: [], skipped: 0, largest: 0 };
  let sincePace = 0;
  for (const { name, key } of passes) {
    const { numbers, blocks } = await byKey(records.keys.length, key, options, told);
    let found = 0;
    for (const block of blocks) {
      for (const [at, a] of block.entries()) {
        for (let other = at + 1; other < block.length; other += 1) {
          const b = block[other]!;
          if (options.single && records.sources[a] === records.sources[b]) continue;
          if (earlier.some((keys) => keys[a] !== noKey && keys[a] === keys[b])) continue;
          options.pair(a, b);
          found += 1;
          sincePace += 1;
          if (sincePace < pairsPerPace) continue;
          sincePace = 0;
          await options.pace();
        }
      }
    }
    earlier.push(numbers);
    told.passes.push({ name, pairs: found });
  }
  return told;
}

/** Records by their key, as numbered blocks; those passed over have no number. */
async function byKey(
  count: number,
  key: (record: number) => string,
  { mostInBlock, pace }: Options,
  told: Blocks,
): Promise<{ numbers: Int32Array; blocks: number[][] }> {
  const groups = new Map<string, number[]>();
  for (let record = 0; record < count; record += 1) {
    if (record % keysPerPace === 0) await pace();
    const own = key(record);
    if (own === '') continue;
    const group = groups.get(own);
    if (group) group.push(record);
    else groups.set(own, [record]);
  }
  const numbers = new Int32Array(count).fill(noKey);
  const blocks: number[][] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    if (group.length > mostInBlock) {
      told.skipped += 1;
      told.largest = Math.max(told.largest, group.length);
      continue;
    }
    for (const record of group) numbers[record] = blocks.length;
    blocks.push(group);
  }
  return { numbers, blocks };
}
