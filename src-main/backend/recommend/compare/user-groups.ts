import type { Prepared } from '../interactions/index.ts';
import { quantile } from '#shared/statistics/quantile.ts';

/** Some of the measured users: those of a segment, or a third by length of history. */
export type UserGroup = {
  by: 'segment' | 'activity';
  /** A segment's name, '' for users of none; or light, medium, heavy. */
  name: string;
  /** Rows of its users. */
  rows: Int32Array;
  history: { from: number; to: number };
};

/** Groups of the users, `users` being the rows; groups nobody is in are left out. */
export function userGroups(
  { learn, segmentNames }: Pick<Prepared, 'learn' | 'segmentNames'>,
  users: Int32Array,
): UserGroup[] {
  const { pointer } = learn.interactions;
  const history = Int32Array.from(users, (user) => pointer[user + 1]! - pointer[user]!);
  const group = (
    by: UserGroup['by'],
    name: string,
    belongs: (user: number, row: number) => boolean,
  ): UserGroup[] => {
    const rows = Int32Array.from(users.keys()).filter((row) => belongs(users[row]!, row));
    const lengths = Array.from(rows, (row) => history[row]!).sort((a, b) => a - b);
    if (rows.length === 0) return [];
    return [{ by, name, rows, history: { from: lengths[0]!, to: lengths.at(-1)! } }];
  };
  const sorted = history.slice().sort();
  const [light, medium] = [quantile(sorted, 1 / 3) ?? 0, quantile(sorted, 2 / 3) ?? 0];
  const { segments } = learn;
  return [
    ...(segments
      ? [...segmentNames.keys(), -1].flatMap((number) =>
          group('segment', segmentNames[number] ?? '', (user) => segments[user] === number),
        )
      : []),
    ...group('activity', 'light', (_, row) => history[row]! <= light),
    ...group('activity', 'medium', (_, row) => history[row]! > light && history[row]! <= medium),
    ...group('activity', 'heavy', (_, row) => history[row]! > medium),
  ];
}
