import type { CellValue } from '#shared/model/table.ts';
import { grey, nthColour, series } from '../../charts/series.ts';
import { readable } from '../../format/number.ts';

/** What each point is coloured by: an index into `colours`, which `names` explains. */
export type PointColours = { colour: Uint8Array; colours: string[]; names: string[] };

const named = 7;
const steps = 7;
const missing = 'var(--line-strong)';

/** Points coloured by values: many numbers by a scale of quantiles, everything else by its most frequent values. */
export function coloursOf(
  values: readonly CellValue[],
  words: { other: string; missing: string },
): PointColours {
  const present = values.filter((value) => value !== null);
  const numeric = present.every((value) => typeof value === 'number');
  const distinct = new Set(present);
  return numeric && distinct.size > named ? byScale(values, words) : byValue(values, words);
}

function byScale(values: readonly CellValue[], words: { missing: string }): PointColours {
  const sorted = Float64Array.from(values.filter((value) => typeof value === 'number')).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const borders = Array.from({ length: steps - 1 }, (_, step) => at((step + 1) / steps));
  const unique = [...new Set(borders)].filter((border) => border > at(0));
  const edges = [at(0), ...unique, at(1)];
  const colours = edges.slice(1).map((_, step) => {
    const share = Math.round((100 * (step + 1)) / (edges.length - 1));
    return `color-mix(in oklab, var(--scale-high) ${share}%, var(--scale-low))`;
  });
  return {
    colour: Uint8Array.from(values, (value) =>
      typeof value === 'number'
        ? unique.filter((border) => value >= border).length
        : colours.length,
    ),
    colours: [...colours, missing],
    names: [
      ...colours.map((_, step) => `${readable(edges[step])} – ${readable(edges[step + 1])}`),
      ...(values.includes(null) ? [words.missing] : []),
    ],
  };
}

function byValue(
  values: readonly CellValue[],
  words: { other: string; missing: string },
): PointColours {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const names = ranked.slice(0, named).map(([name]) => name);
  const number = new Map(names.map((name, index) => [name, index]));
  const others = ranked.length > named;
  return {
    colour: Uint8Array.from(values, (value) =>
      value === null ? named + 1 : (number.get(String(value)) ?? named),
    ),
    colours: [
      ...Array.from({ length: named }, (_, index) => series(nthColour(index))),
      series(grey),
      missing,
    ],
    names: [
      ...names,
      ...(others ? [words.other] : []),
      ...(values.includes(null) ? [words.missing] : []),
    ],
  };
}

/** Colour of a segment wherever it appears. */
export function segmentColour(segment: number): string {
  return series(nthColour(segment));
}
