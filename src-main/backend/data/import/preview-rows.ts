import type { CellValue, TruthWords } from '#shared/model/table.ts';
import type { Reader } from '../readers/reader.ts';
import type { RowConsumer } from '../readers/text/records.ts';
import { textOf } from './column-builder.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { ImportRequest } from './messages.ts';
import { BatchRows } from './batch-rows.ts';
import { TableSink } from './table-sink.ts';
import { Warnings } from './warnings.ts';

/**
 * The first rows as they will be stored and as they stand in the file, every source column of both, and how truth values are
 * written by the position of their column. What would be an
 * error on import shows as missing here: the import names it, the preview stays usable.
 */
export async function previewRows(
  reader: Reader,
  plans: readonly ColumnPlan[],
  request: ImportRequest,
  limit: number,
): Promise<{ rows: CellValue[][]; raw: string[][]; words: Map<number, TruthWords> }> {
  const raw: string[][] = [];
  const width = reader.names.length;
  const batches = new BatchRows(plans.length);
  const stored: CellValue[][] = [];
  const options = { ...request.options, ragged: 'fix', badValues: 'missing' } as const;
  const lenient = { ...request, options };
  const sink = new TableSink(
    plans.map((plan) => ({
      ...plan,
      open: false,
      settled: true,
      guard: plan.guard === 'removed' ? 'always' : plan.guard === 'open' ? 'kept' : plan.guard,
      time: plan.time && { ...plan.time, settled: true },
    })),
    width,
    lenient,
    new Warnings(),
    (count, columns) => {
      batches.take(columns);
      for (let r = 0; r < count; r += 1) {
        const row = Array<CellValue>(plans.length).fill(null);
        batches.fill(r, row, 0);
        stored.push(row);
      }
    },
  );
  const both: RowConsumer = {
    record(bytes, starts, ends, fields, line) {
      raw.push(Array.from({ length: fields }, (_, f) => textOf(bytes, starts[f]!, ends[f]!)));
      sink.record(bytes, starts, ends, fields, line);
      return raw.length < limit;
    },
    values(values, line) {
      raw.push(reader.names.map((_, c) => String(values[c] ?? '')));
      sink.values(values, line);
      return raw.length < limit;
    },
  };
  if (limit > 0) await reader.read(both, { start: true });
  sink.end();
  const rows = stored.map((row) => {
    const whole = Array<CellValue>(width).fill(null);
    for (const [c, plan] of plans.entries()) whole[plan.source] = row[c]!;
    return whole;
  });
  const words = new Map(
    sink.columns().flatMap((column, c) => {
      return column.words === undefined ? [] : [[plans[c]!.source, column.words] as const];
    }),
  );
  return { rows, raw, words };
}
