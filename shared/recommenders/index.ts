import { z } from 'zod';
import { bpr } from './bpr.ts';
import { caser } from './caser.ts';
import { content } from './content.ts';
import type { Descriptor } from './descriptor.ts';
import { ease } from './ease.ts';
import { gru4rec } from './gru4rec.ts';
import { ials } from './ials.ts';
import { itemKnn } from './item-knn.ts';
import { neumf } from './neumf.ts';
import { popular } from './popular.ts';
import { sasrec } from './sasrec.ts';
import { social } from './social.ts';
import { twoTower } from './two-tower.ts';
import { userKnn } from './user-knn.ts';

/** Every recommender, from the plainest to the most elaborate, as selects list them. */
const listed = [
  popular,
  itemKnn,
  userKnn,
  ease,
  ials,
  bpr,
  neumf,
  twoTower,
  sasrec,
  gru4rec,
  caser,
  content,
  social,
] as const;

type AnySettings = (typeof listed)[number]['settings'];

/** Settings of each recommender. */
export const algorithm = z.discriminatedUnion(
  'type',
  listed.map(({ settings }) => settings) as unknown as [AnySettings, ...AnySettings[]],
);
export type Algorithm = z.infer<typeof algorithm>;
export type AlgorithmType = Algorithm['type'];

// Each takes the settings of its own type, which the caller's configuration names.
const byType = new Map(
  listed.map((descriptor) => [descriptor.settings.shape.type.value, descriptor as unknown]),
) as ReadonlyMap<AlgorithmType, Descriptor>;

export const algorithmTypes: readonly AlgorithmType[] = [...byType.keys()];

/** What new cells begin with: strong at once, with one number to set. */
export const usualAlgorithm = { type: 'ease', lambda: 500 } as const satisfies Algorithm;

/** What is strong without being tuned, in the order to try: each learns from who had what, and nothing else. */
export const worthTrying = ['itemKnn', 'ease', 'ials'] as const satisfies readonly AlgorithmType[];

/** What to use where a recommender would not fit into memory. */
export function smallerThan(type: AlgorithmType): AlgorithmType {
  return descriptorOf(type).smaller ?? 'ials';
}

/** What is said of the recommender of a type. */
export function descriptorOf(type: AlgorithmType): Descriptor {
  return byType.get(type)!;
}
