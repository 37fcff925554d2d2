import { judgeCompare } from './compare.ts';
import { judgeEvaluate } from './evaluate.ts';
import { judgeRecommend } from './recommend.ts';
import { judgeProfile } from './signs/segments-apart.ts';
import { judgeTrain } from './train.ts';
import type { Judged, Upstream, Verdict } from './verdict.ts';

const judges: ReadonlyMap<string, (cell: Judged, upstream: Upstream) => Verdict[]> = new Map([
  ['train', judgeTrain],
  ['evaluate', judgeEvaluate],
  ['recommend', judgeRecommend],
  ['tune', judgeRecommend],
  ['compare', judgeCompare],
  ['profile', judgeProfile],
]);

/** What is to be said of a cell's stored result, the most urgent first; nothing of kinds without rules. */
export function verdictsOf(kind: string, cell: Judged, upstream: Upstream): Verdict[] {
  return judges.get(kind)?.(cell, upstream) ?? [];
}
