import type { RecommendOutput } from '../../model/cells/recommend.ts';
import { algorithm, worthTrying, type Algorithm } from '../../recommenders/index.ts';
import type { Action, Verdict } from '../verdict.ts';

/** Fewer directions than this in use, or users this much alike, give everyone the same list. */
const leastRank = 2;
const mostAlike = 0.9;

/** The users' vectors all point the same way: nothing personal was learnt. */
export function vectorsCollapsed(output: RecommendOutput): Verdict<'vectors_collapsed'> | null {
  const { spread } = output;
  if (spread === null || output.algorithm.type === 'hybrid') return null;
  const collapsed = spread.effectiveRank < leastRank && spread.dimensions > leastRank;
  if (!collapsed && spread.meanCosine <= mostAlike) return null;
  return {
    id: 'vectors_collapsed',
    tone: 'warn',
    values: {
      rank: spread.effectiveRank,
      dimensions: spread.dimensions,
      cosine: spread.meanCosine,
    },
    actions: [remedy(output.algorithm)],
  };
}

/** Back to the usual settings, or, where these are what it has, an algorithm without vectors. */
function remedy(choice: Algorithm): Action {
  const usual = algorithm.parse({ type: choice.type });
  const changed = Object.entries(choice).some(
    ([key, value]) =>
      JSON.stringify(value) !== JSON.stringify(Object.entries(usual).find(([k]) => k === key)?.[1]),
  );
  const value = changed ? usual : algorithm.parse({ type: worthTrying[0] });
  return {
    id: changed ? 'usual_settings' : 'try_algorithm',
    changes: [{ of: 'self', path: ['algorithm'], value }],
    run: 'self',
  };
}
