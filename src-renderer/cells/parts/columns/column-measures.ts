import type { ColumnSummary } from '#shared/model/table.ts';
import { m } from '../../../i18n/paraglide/messages.js';

/** A measure of columns that they can be sorted by; null where a column has none. */
export type ColumnMeasure = {
  key: string;
  name: () => string;
  of: (column: ColumnSummary) => number | string | null;
  /** A value of the column itself: a day where the column is a date. */
  own?: true;
};

const quantile =
  (place: number) =>
  ({ quantiles }: ColumnSummary): number | null =>
    quantiles?.[place] ?? null;

/** Numbers of each column, in the order they stand; quantiles as `ColumnSummary` keeps them. */
export const columnMeasures: readonly ColumnMeasure[] = [
  { key: 'missing', name: m.data_profile_missing_head, of: ({ missing }) => missing },
  { key: 'distinct', name: m.data_profile_distinct_head, of: ({ distinct }) => distinct },
  { key: 'min', name: m.data_profile_min, of: quantile(0), own: true },
  { key: 'q25', name: m.data_profile_q25, of: quantile(2), own: true },
  { key: 'median', name: m.data_profile_median, of: quantile(3), own: true },
  { key: 'q75', name: m.data_profile_q75, of: quantile(4), own: true },
  { key: 'max', name: m.data_profile_max, of: quantile(6), own: true },
  { key: 'mean', name: m.data_profile_mean, of: ({ mean }) => mean },
  { key: 'deviation', name: m.data_profile_deviation_short, of: ({ deviation }) => deviation },
];
export const association: ColumnMeasure = {
  ...{ key: 'association', name: m.data_profile_association },
  of: ({ labelAssociation }) => labelAssociation,
};
export const textMeasures: readonly ColumnMeasure[] = [
  { key: 'name', name: m.data_profile_column, of: ({ column }) => column.name },
  { key: 'type', name: m.data_profile_type, of: ({ column }) => column.type },
];

export type ColumnOrder = { measure: ColumnMeasure; down: boolean };

/** Places of columns in an order; columns without the measure stand last, equals as they are in the table. */
export function sortedColumns(
  columns: readonly ColumnSummary[],
  order: ColumnOrder | null,
): number[] {
  const places = [...columns.keys()];
  if (order === null) return places;
  const { measure, down } = order;
  const sign = down ? -1 : 1;
  return places.sort((a, b) => {
    const [one, two] = [measure.of(columns[a]!), measure.of(columns[b]!)];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    const compared =
      typeof one === 'string' || typeof two === 'string'
        ? String(one).localeCompare(String(two))
        : one - two;
    return sign * compared || a - b;
  });
}

/** The order after a press on a head: the largest first, or names from A; then the other way; then as in the table. */
export function nextOrder(order: ColumnOrder | null, measure: ColumnMeasure): ColumnOrder | null {
  const first = !textMeasures.includes(measure);
  if (order?.measure.key !== measure.key) return { measure, down: first };
  return order.down === first ? { measure, down: !first } : null;
}
