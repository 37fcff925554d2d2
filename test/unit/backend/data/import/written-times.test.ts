import { afterAll, describe, expect, it } from 'vitest';
import { importBench } from '../../../../support/import-text.ts';
import { writtenColumns } from '../../../shared/values/time/columns.ts';

const bench = importBench();
afterAll(() => bench.close());

const fileOf = (values: readonly string[]): string =>
  `n,t\n${values.map((value, n) => `${n},"${value}"\n`).join('')}`;

describe('importing times as they are written', () => {
  it.each(writtenColumns)('$file by itself', async ({ values, times, auto, concern }) => {
    const { types, rows, warnings } = await bench.load(fileOf(values));
    expect(types[1]).toBe(auto ?? 'date');
    const kept = auto === 'integer' || auto === 'real' ? values.map(Number) : values;
    expect(rows.map(([, t]) => t)).toEqual(auto === undefined ? times : kept);
    const told = warnings.map(({ kind }) => kind);
    if (concern === 'ambiguous_order') expect(told).toContain('ambiguous_date');
    if (times === 'time_order_clash') expect(told).toContain('date_order_clash');
    if (times === 'time_zone_name') expect(told).toContain('zone_name');
  });

  it.each(writtenColumns)('$file as dates', async ({ values, times, concern }) => {
    const columns = [{}, { type: 'date' as const }];
    const seen = await bench.preview(fileOf(values), { columns });
    if (typeof times === 'string') {
      await expect(bench.load(fileOf(values), { columns })).rejects.toMatchObject({
        ...{ code: times, params: { column: 't' } },
      });
      expect(seen.columns[1]?.time).toHaveProperty('refusal');
      return;
    }
    const { rows } = await bench.load(fileOf(values), { columns });
    expect(rows.map(([, t]) => t)).toEqual(times);
    expect(seen.rows.map(([, t]) => t)).toEqual(times);
    const outcome = seen.columns[1]?.time;
    const decision = outcome && 'decision' in outcome ? outcome.decision : undefined;
    expect(decision).toMatchObject({ present: values.length, read: values.length });
    expect(decision?.concerns.map(({ kind }) => kind)).toEqual(concern ? [concern] : []);
  });
});
