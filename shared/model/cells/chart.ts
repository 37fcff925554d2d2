import { z } from 'zod';
import { chartAggregate, chartMark } from '../chart-choices.ts';
import { rowGrouping, timeStretch } from '../row-grouping.ts';
import { oneTable, type CellKindDefinition } from './value-type.ts';

const box = z.object({
  rows: z.number().int(),
  /** Ends of the whiskers: the outermost values within 1.5 quartile distances of the box (Tukey). */
  low: z.number(),
  first: z.number(),
  median: z.number(),
  third: z.number(),
  high: z.number(),
  mean: z.number(),
  /** Values beyond the whiskers: how many, and the outermost of them. */
  beyond: z.number().int(),
  outliers: z.array(z.number()),
});
export type ChartBox = z.infer<typeof box>;

const values = z.array(z.number().nullable());
const place = { panel: z.number().int(), colour: z.number().int() };

/** What is drawn; `panel` and `colour` are places in the groups of facet and colour (0 where there are none). */
const drawing = z.discriminatedUnion('type', [
  /** Bars, lines, histograms: one value and a count of rows a group of x; null where nothing can be said. */
  z.object({
    type: z.literal('values'),
    series: z.array(z.object({ ...place, values, rows: z.array(z.number().int()) })),
  }),
  /** Scatter: rows by their 1-based number. */
  z.object({
    type: z.literal('points'),
    series: z.array(
      z.object({
        ...place,
        x: z.array(z.number()),
        y: z.array(z.number()),
        rows: z.array(z.number().int()),
      }),
    ),
  }),
  z.object({
    type: z.literal('boxes'),
    series: z.array(z.object({ ...place, boxes: z.array(box.nullable()) })),
  }),
  /** Heat map: a row of values for each group of y. */
  z.object({
    type: z.literal('cells'),
    panels: z.array(
      z.object({
        panel: z.number().int(),
        values: z.array(values),
        rows: z.array(z.array(z.number().int())),
      }),
    ),
  }),
]);

/**
 * A chart of any table. What is not chosen is proposed by the columns' types. `share` is of the rows of one colour in a
 * histogram, of the rows of one group of x where bars or lines have colours, else of all rows of the panel.
 */
export const chart = {
  kind: 'chart',
  version: 1,
  settings: z.object({
    mark: chartMark.nullable().default(null),
    x: z.string().nullable().default(null),
    /** None: rows are counted. */
    y: z.string().nullable().default(null),
    /** In a heat map the column whose value is shown. */
    colour: z.string().nullable().default(null),
    /** A small chart for each of its groups. */
    facet: z.string().nullable().default(null),
    aggregate: chartAggregate.nullable().default(null),
    /** Stretches of time along the axes; null for the finest that can be read. */
    unit: timeStretch.nullable().default(null),
    /** Values of a column that are shown on their own, the most frequent ones; the others are put together. */
    most: z.number().int().min(2).max(100).default(20),
    order: z.enum(['value', 'name']).default('value'),
    /** Axes of numbers that go by powers of ten, in scatter plots and lines. */
    log: z.array(z.enum(['x', 'y'])).optional(),
    /** Whether a scatter plot has the line of least squares, one a colour, straight on its axes. */
    trend: z.boolean().optional(),
  }),
  output: z.object({
    mark: chartMark,
    aggregate: chartAggregate.nullable(),
    x: rowGrouping,
    y: rowGrouping.nullable(),
    colour: rowGrouping.nullable(),
    facet: rowGrouping.nullable(),
    drawing,
    /** Rows of the table, those drawn or counted, and the points that stand for them in a scatter plot. */
    rows: z.number().int(),
    used: z.number().int(),
    points: z.number().int().nullable(),
    synthetic: z.boolean(),
  }),
  produces: null,
  slots: [oneTable],
  cost: 'cheap',
  /** Which points stand for the rows is drawn by chance. */
  usesSeed: true,
  unaddressed: ['log', 'trend'],
  viewers: 'part',
  queries: {},
} as const satisfies CellKindDefinition;
export type ChartSettings = z.infer<typeof chart.settings>;
export type ChartLook = Pick<ChartSettings, 'log' | 'trend'>;
export type ChartOutput = z.infer<typeof chart.output>;
export type ChartDrawing = ChartOutput['drawing'];
