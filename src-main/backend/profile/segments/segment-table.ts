import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import type { Prepared } from '../../recommend/index.ts';
import type { Workspace } from '../../storage/index.ts';
import { fifths, type Rfm } from './money.ts';

const rowsAtOnce = 2000;
const nameColumn = 'segment_name';

/** A row a user: id as in the events, segment (from 1) and its name, days since the last event, events and spend, each with its fifth (5 is best). */
export async function writeSegments(
  { tables }: Pick<Workspace, 'tables'>,
  { userIds, made, source, synthetic }: Prepared,
  segments: Int32Array,
  names: readonly string[],
  { days, events, spend }: Rfm,
  pace: () => Promise<void>,
): Promise<TableInfo> {
  const user = { name: source.user || 'user', type: made.idTypes.user } satisfies Column;
  const isNumber = user.type !== 'text';
  const measures: {
    name: string;
    type: Column['type'];
    values: ArrayLike<number> | readonly string[];
  }[] = [
    { name: 'segment', type: 'integer', values: segments.map((segment) => segment + 1) },
    {
      name: nameColumn,
      type: 'text',
      values: Array.from(segments, (segment) => names[segment] ?? ''),
    },
    ...(days
      ? [
          { name: 'days_since_last', type: 'real' as const, values: days },
          { name: 'recency_fifth', type: 'integer' as const, values: fifths(days, true) },
        ]
      : []),
    { name: 'events', type: 'integer', values: events },
    { name: 'frequency_fifth', type: 'integer', values: fifths(events) },
    ...(spend
      ? [
          { name: 'spend', type: 'real' as const, values: spend },
          { name: 'spend_fifth', type: 'integer' as const, values: fifths(spend) },
        ]
      : []),
  ];
  const kept = measures.filter(({ name }) => name !== user.name);
  const columns = [user, ...kept.map(({ name, type }) => ({ name, type }))];
  const writer = tables.create(columns, { synthetic });
  try {
    for (let first = 0; first < userIds.length; first += rowsAtOnce) {
      const rows = userIds
        .slice(first, first + rowsAtOnce)
        .map((id, offset): CellValue[] => [
          isNumber ? Number(id) : id,
          ...kept.map(({ values }) => values[first + offset] ?? null),
        ]);
      writer.append(rows);
      await pace();
    }
    return writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** The same table with other names. Throws `cancelled`. */
export async function renameSegments(
  { tables }: Pick<Workspace, 'tables'>,
  table: TableInfo,
  names: readonly string[],
  pace: () => Promise<void>,
): Promise<TableInfo> {
  const place = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [segmentAt, nameAt] = [place('segment'), place(nameColumn)];
  if (segmentAt < 1 || nameAt < 1) return table;
  const writer = tables.create(table.columns, { synthetic: table.synthetic });
  try {
    for (const { rows } of tables.scan(table.id)) {
      writer.append(rows.map((row) => row.with(nameAt, names[Number(row[segmentAt]) - 1] ?? null)));
      await pace();
    }
    return writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
}
