import type { ChartLook, ChartOutput } from '#shared/model/cells/chart.ts';

/** How many points or values have no place on an axis by powers of ten, and so are not drawn: those at or below 0. */
export function offAxis(
  { mark, drawing, x, y }: Pick<ChartOutput, 'mark' | 'drawing' | 'x' | 'y'>,
  { log = [] }: ChartLook,
): number {
  const isOff = (value: number | null | undefined): boolean =>
    value !== null && value !== undefined && value <= 0;
  if (drawing.type === 'values')
    return mark === 'line' && log.includes('y')
      ? drawing.series.reduce((sum, { values }) => sum + values.filter(isOff).length, 0)
      : 0;
  if (drawing.type !== 'points') return 0;
  // An axis of times goes by time.
  const byPowers = {
    x: log.includes('x') && x.column.type !== 'date',
    y: log.includes('y') && y?.column.type !== 'date',
  };
  return drawing.series.reduce((sum, own) => {
    const off = own.x.filter(
      (value, at) => (byPowers.x && isOff(value)) || (byPowers.y && isOff(own.y[at])),
    );
    return sum + off.length;
  }, 0);
}
