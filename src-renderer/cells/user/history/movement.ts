import type { ListEntry } from '#shared/model/cells/user.ts';

export type Movement =
  | { kind: 'same' }
  | { kind: 'up' | 'down'; by: number }
  /** Not in the list before; `from` is its rank then, where it was looked at that deep. */
  | { kind: 'new'; from: number | null };

/** How an entry at a rank from 1 moved against the list before, of which `top` were shown. */
export function movement({ before }: ListEntry, rank: number, top: number): Movement {
  if (before === null || before > top) return { kind: 'new', from: before };
  if (before === rank) return { kind: 'same' };
  return before > rank ? { kind: 'up', by: before - rank } : { kind: 'down', by: rank - before };
}
