import { compare } from '../model/cells/compare.ts';
import { interactions } from '../model/cells/interactions.ts';
import { bestRecommender } from './signs/best-recommender.ts';
import { listsCollapsed } from './signs/lists-collapsed.ts';
import { noneBeatsPopular } from './signs/none-beats-popular.ts';
import { repeatsHeldOut } from './signs/repeats-held-out.ts';
import type { Judged, Upstream, Verdict } from './verdict.ts';

/** What can be said of a comparison; which is best only where one beats the most popular list. */
export function judgeCompare(cell: Judged, upstream: Upstream): Verdict[] {
  const output = compare.output.safeParse(cell.output);
  if (!output.success) return [];
  const data = interactions.output.safeParse(upstream('interactions')[0]?.output);
  const evidence = { output: output.data, data: data.success ? data.data : null };
  const beaten = noneBeatsPopular(evidence);
  const first: Verdict | null = beaten ?? bestRecommender(evidence);
  return [first, listsCollapsed(evidence), repeatsHeldOut(evidence)].filter((one) => one !== null);
}
