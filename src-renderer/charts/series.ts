/** Index into the categorical palette shared by all charts, counted from 0. */
export type SeriesColour = number;

const palette = 13;
/** The grey of the palette: what stands beside the named ones, such as a baseline. */
export const grey: SeriesColour = 7;
/** How many can be told apart before a colour comes again. */
const distinct = palette - 1;

/** Stands for a colour of the palette; Plot.svelte puts the real one into a chart. */
export const series = (index: SeriesColour): string => `var(--series-${(index % palette) + 1})`;

/** The colour of the n-th of many, counted from 0; the grey is left to others. */
export function nthColour(n: number): SeriesColour {
  const place = n % distinct;
  return place < grey ? place : place + 1;
}

const shapes = ['circle', 'square', 'diamond'] as const;
export type SeriesShape = (typeof shapes)[number];

/** A shape goes with each colour, so that those which colour blindness brings together still differ: four of each. */
export function seriesShape(colour: SeriesColour): SeriesShape {
  const place = colour % palette;
  if (place === grey) return 'circle';
  return shapes[Math.floor((place < grey ? place : place - 1) / 4)] ?? 'circle';
}
