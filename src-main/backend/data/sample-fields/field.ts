import type { Random } from '#shared/random/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { normal } from '../sample-shop/draw.ts';

/** A made-up table of one field of work: its columns, the last of them the label, and how a row is drawn. */
export type Field = {
  columns: Column[];
  /** Values without the label, and the chance of the label, or the label itself where it is a number. */
  row(
    random: Random,
    index: number,
  ): { values: CellValue[]; chance: number } | { values: CellValue[]; label: number };
};

export const columnsOf = (
  columns: readonly (readonly [name: string, type: Column['type']])[],
): Column[] => columns.map(([name, type]) => ({ name, type }));

/** A chance from a score on the scale of the logit. */
export const chanceOf = (score: number): number => 1 / (1 + Math.exp(-score));

/** A normal draw, rounded and kept within its ends. */
export function whole(
  random: Random,
  [mean, deviation]: readonly [number, number],
  [low, high]: readonly [number, number],
): number {
  return Math.round(Math.min(high, Math.max(low, mean + deviation * normal(random))));
}

/** An amount whose logarithm is normal, to two digits. */
export function amount(random: Random, middle: number, spread: number): number {
  return Number((middle * Math.exp(spread * normal(random))).toPrecision(3));
}

export const flag = (random: Random, chance: number): number => (random.next() < chance ? 1 : 0);

export const numbered = (letter: string, index: number): string =>
  `${letter}${String(index + 1).padStart(6, '0')}`;
