import { profile, type ProfileOutput, type ProfileSettings } from '../../model/cells/profile.ts';
import type { Action, Judged, Verdict } from '../verdict.ts';

/** Mean silhouette up to which no structure of note was found (Kaufman & Rousseeuw 1990, table 4). */
const hardly = 0.25;

/** Whether the segments of a profile lie apart, by the mean silhouette. */
export function judgeProfile(cell: Judged): Verdict[] {
  const output = profile.output.safeParse(cell.output);
  const settings = profile.settings.safeParse(cell.settings);
  if (!output.success || !settings.success) return [];
  return [segmentsApart(output.data, settings.data)];
}

function segmentsApart(
  { silhouette, segments, recommender }: ProfileOutput,
  settings: ProfileSettings,
): Verdict {
  const values = { silhouette, segments: segments.length };
  if (silhouette > hardly) return { id: 'segments_apart', tone: 'good', values, actions: [] };
  const fewer = Math.max(2, Math.floor(settings.segments / 2));
  const actions: Action[] = [];
  if (fewer < settings.segments)
    actions.push({
      id: 'fewer_segments',
      changes: [{ of: 'self', path: ['segments'], value: fewer }],
      run: 'self',
    });
  else if (recommender !== null && settings.sources.embedding > 0)
    actions.push({
      id: 'without_taste',
      changes: [{ of: 'self', path: ['sources', 'embedding'], value: 0 }],
      run: 'self',
    });
  return { id: 'segments_hardly_apart', tone: 'warn', values, actions };
}
