import { goldenUsers } from '../../recommender/golden-users.ts';
import type { ExportFile } from '../target.ts';
import { textFile } from '../text-file.ts';
import type { RecommenderParts } from './target.ts';

/**
 * The application's own lists of users evenly taken, one a line: what a call is `given` for each, null for one to leave out, and
 * the items and scores it answers with.
 */
export async function goldenLists(
  { prepared, lists }: RecommenderParts,
  given: (user: number) => object | null,
): Promise<ExportFile> {
  const { top, items, scores } = await lists();
  const lines = goldenUsers(prepared.learn.users).flatMap((user) => {
    const list = Array.from(items.subarray(user * top, (user + 1) * top)).filter((at) => at >= 0);
    const call = list.length === 0 ? null : given(user);
    if (call === null) return [];
    return JSON.stringify({
      ...call,
      items: list.map((at) => prepared.itemIds[at]),
      scores: Array.from(scores.subarray(user * top, user * top + list.length)),
    });
  });
  return textFile('golden.json', `{"lists":[\n${lines.join(',\n')}\n]}`);
}
