import { largest } from '../../statistics/extremes.ts';
import type { CompareEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** Up to this multiple of the items the most popular lists show, one shows everyone nearly the same. */
const factor = 1.5;
/** Where popular lists already show so much of the catalogue, coverage tells nothing. */
const small = 0.3;

/** Recommenders whose lists together show hardly more of the catalogue than the most popular list does. */
export function listsCollapsed({ output }: CompareEvidence): Verdict<'lists_collapsed'> | null {
  const k = output.protocol.mainK;
  const coverageOf = ({ atK }: (typeof output.recommenders)[number]): number | null =>
    atK.find((one) => one.k === k)?.beyond?.coverage ?? null;
  const popular = output.recommenders.find(
    ({ algorithm }) => algorithm.type === 'popular' && !algorithm.bySegment,
  );
  const shown = popular && coverageOf(popular);
  if (typeof shown !== 'number' || shown > small) return null;
  const collapsed = output.recommenders.filter((one) => {
    const own = coverageOf(one);
    return one.algorithm.type !== 'popular' && own !== null && own <= factor * shown;
  });
  if (collapsed.length === 0) return null;
  const interactions = { interactions: { kind: 'interactions' } };
  return {
    id: 'lists_collapsed',
    tone: 'warn',
    values: {
      algorithms: collapsed.map(({ algorithm }) => algorithm.type),
      k,
      coverage: largest(collapsed.map((one) => coverageOf(one) ?? 0)),
      popular: shown,
    },
    actions: [
      {
        id: 'tune',
        add: { kind: 'tune', settings: {}, inputs: interactions, feeds: 'recommenders' },
      },
    ],
  };
}
