import type { RecommendedList } from '#shared/model/cells/user.ts';
import { meanOf } from '#shared/statistics/mean.ts';

/** How many lists an item is in, and the colour that links it across them; null where colours have run out. */
export type Agreement = { lists: number; colour: number | null };

/** Colours told apart at a glance; the eighth of the palette is the grey of everything else. */
const colours = 7;

/** Items of the shown lists: those in most of them get the colours, the better ranked first. */
export function agreement(lists: readonly RecommendedList[]): Map<number, Agreement> {
  const places = new Map<number, number[]>();
  for (const { entries } of lists)
    entries.forEach(({ item }, at) => places.set(item, [...(places.get(item) ?? []), at]));
  const shared = [...places]
    .filter(([, ranks]) => ranks.length > 1)
    .sort(([, a], [, b]) => b.length - a.length || (meanOf(a) ?? 0) - (meanOf(b) ?? 0));
  const colourOf = new Map(shared.slice(0, colours).map(([item], at) => [item, at + 1]));
  return new Map(
    [...places].map(([item, ranks]) => [
      item,
      { lists: ranks.length, colour: colourOf.get(item) ?? null },
    ]),
  );
}

/** The rank from 1 of an item in a list; null where it is deeper than was looked. */
export function rankIn(list: RecommendedList, item: number): number | null {
  const at = list.ranked.indexOf(item);
  return at < 0 ? null : at + 1;
}

/** Items in common between each two lists that stand side by side, with their rows: what the lines between them join. */
export function joined(
  left: RecommendedList,
  right: RecommendedList,
): { item: number; from: number; to: number }[] {
  const rows = new Map(right.entries.map(({ item }, at) => [item, at]));
  return left.entries.flatMap(({ item }, from) => {
    const to = rows.get(item);
    return to === undefined ? [] : [{ item, from, to }];
  });
}
