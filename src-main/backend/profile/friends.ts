import type { Prepared } from '../recommend/index.ts';
import { categoryShares } from './behaviour.ts';
import { blockOf, type Block } from './block.ts';
import { historyOf } from './history.ts';

/** How many friends users have, and what these like: their mean shares of categories. */
export function friendsBlock(prepared: Prepared): Block | null {
  const { friends, users } = prepared.learn;
  if (friends === null) return null;
  const { pointer, index } = friends;
  const circleOf = (user: number): Int32Array => index.subarray(pointer[user], pointer[user + 1]);
  const shares = categoryShares(prepared).map(({ category, share }) => {
    const own = Float32Array.from({ length: users }, (_, user) => share(historyOf(prepared, user)));
    return {
      label: { type: 'friendsShare', category } as const,
      value: (circle: Int32Array): number =>
        circle.reduce((sum, friend) => sum + own[friend]!, 0) / circle.length,
    };
  });
  return blockOf('friends', users, circleOf, [
    { label: { type: 'friends' }, value: (circle) => circle.length },
    ...shares,
  ]);
}
