import type { NetColumn } from './net-columns.ts';
import { largestFirst } from './largest-first.ts';

/** The drawing's own units: as many as pixels where a class looks at it. */
export const drawing = { width: 760, height: 420 };
/** Nets up to these sizes are drawn with every number; larger ones as strips. */
export const mostUnits = 8;
export const mostInputs = 12;

export type Box = {
  column: number;
  unit: number;
  x: number;
  y: number;
  width: number;
  height: number;
};
/** A column of boxes; `hidden` units of a larger column stand as one line below. */
export type Stack = { column: number; boxes: Box[]; hidden: number[]; rest: Box | null };

export function isTeachingNet(columns: readonly NetColumn[]): boolean {
  return columns.every(({ kind, units }) => units <= (kind === 'input' ? mostInputs : mostUnits));
}

/** Where the boxes of the columns shown stand. `sizes`: by which the units of a large column are chosen, largest first. */
export function stacksOf(
  columns: readonly NetColumn[],
  shown: readonly { column: number; units: readonly number[] | 'all'; sizes: readonly number[] }[],
): Stack[] {
  const count = shown.length;
  const boxWidth = count <= 3 ? 168 : count === 4 ? 148 : Math.max(96, 700 / count - 24);
  const gap = count > 1 ? (drawing.width - 8 - boxWidth * count) / (count - 1) : 0;
  return shown.map(({ column, units, sizes }, place) => {
    const total = columns[column]?.units ?? 0;
    const wanted = units === 'all' ? Array.from({ length: total }, (_, unit) => unit) : [...units];
    const most = column === 0 ? mostInputs : mostUnits;
    const picked =
      wanted.length > most
        ? largestFirst(
            wanted.map((unit) => sizes[unit] ?? 0),
            most,
          )
        : { shown: wanted.map((_, index) => index), rest: [] };
    const drawn = picked.shown.map((index) => wanted[index] ?? 0).sort((a, b) => a - b);
    const hidden = picked.rest.map((index) => wanted[index] ?? 0);
    const lines = drawn.length + (hidden.length > 0 ? 1 : 0);
    const pitch = Math.min(76, (drawing.height - 8) / lines);
    const height = Math.min(64, pitch - 6);
    const top = (drawing.height - pitch * lines) / 2 + (pitch - height) / 2;
    const boxAt = (unit: number, line: number): Box => ({
      ...{ column, unit, width: boxWidth, height },
      x: 4 + place * (boxWidth + gap),
      y: top + line * pitch,
    });
    return {
      ...{ column, hidden, boxes: drawn.map(boxAt) },
      rest: hidden.length > 0 ? boxAt(-1, drawn.length) : null,
    };
  });
}
