import type { Data, Layout } from 'plotly.js-dist-min';

/** A chart as plain data: what plotly draws, and the numbers behind it as a table. */
export type Figure = {
  data: Data[];
  layout: Partial<Layout>;
  table: ChartTable;
};

/** The numbers behind a chart, for reading them without seeing it. */
export type ChartTable = { columns: string[]; rows: (string | number | null)[][] };

/** Quiet lines: diagonals, references, baselines. */
export const quiet = 'var(--ink-3)';
