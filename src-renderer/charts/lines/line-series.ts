/** One line: `faint` for raw values behind a smoothed line, `thin` for the smoothed one, `dashed` for a second part of the data. x must not decrease. */
export type LineSeries = {
  name: string;
  x: readonly number[];
  y: readonly number[];
  /** Index into the shared palette. */
  colour: number;
  style?: 'solid' | 'thin' | 'dashed' | 'faint' | 'dots';
};

/** Index of the x nearest to `value` in a list that does not decrease; -1 where it is empty. */
export function nearest(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  const before = list[low - 1];
  const here = list[low];
  if (here === undefined) return -1;
  return before !== undefined && value - before < here - value ? low - 1 : low;
}

/** Several series joined over x, for the table behind a chart: one row per x at which any has a value. */
export function seriesTable(xName: string, lines: readonly LineSeries[]) {
  const shown = lines.filter((line) => line.style !== 'faint');
  const rows = new Map<number, (number | null)[]>();
  shown.forEach((line, column) => {
    line.x.forEach((x, index) => {
      const row = rows.get(x) ?? shown.map(() => null);
      row[column] = line.y[index] ?? null;
      rows.set(x, row);
    });
  });
  return {
    columns: [xName, ...shown.map((line) => line.name)],
    rows: [...rows].sort(([a], [b]) => a - b).map(([x, values]) => [x, ...values]),
  };
}
