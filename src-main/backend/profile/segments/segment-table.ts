import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import type { Prepared } from '../../recommend/index.ts';
import type { Workspace } from '../../storage/index.ts';
import { fifths, type Rfm } from './money.ts';

const rowsAtOnce = 2000;

/** A row a user: id as in the events, segment (from 1), days since the last event, events and spend, each with its fifth (5 is best). */
export async function writeSegments(
  { tables }: Pick<Workspace, 'tables'>,
  { userIds, made, source, synthetic }: Prepared,
  segments: Int32Array,
  { days, events, spend }: Rfm,
  pace: () => Promise<void>,
): Promise<TableInfo> {
  const user = { name: source.user || 'user', type: made.idTypes.user } satisfies Column;
  const isNumber = user.type !== 'text';
  const measures: { name: string; type: Column['type']; values: ArrayLike<number> }[] = [
    { name: 'segment', type: 'integer', values: segments.map((segment) => segment + 1) },
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
