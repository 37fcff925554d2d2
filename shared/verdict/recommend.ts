import { recommend } from '../model/cells/recommend.ts';
import type { Judged, Verdict } from './verdict.ts';
import { vectorsCollapsed } from './signs/vectors-collapsed.ts';

/** What can be said of a fitted recommender by itself: how good it is, only a comparison tells. */
export function judgeRecommend(cell: Judged): Verdict[] {
  const output = recommend.output.safeParse(cell.output);
  if (!output.success) return [];
  const collapsed = vectorsCollapsed(output.data);
  if (collapsed) return [collapsed];
  return [
    {
      id: 'fitted',
      tone: 'info',
      values: { seconds: output.data.seconds },
      actions: [
        {
          id: 'compare',
          add: { kind: 'compare', settings: {}, inputs: { recommenders: 'self' } },
          run: 'added',
        },
      ],
    },
  ];
}
