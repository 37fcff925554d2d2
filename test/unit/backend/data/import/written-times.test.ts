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

describe('columns that are no dates by themselves', () => {
  const counts = writtenColumns.filter(
    ({ auto, times }) => auto !== undefined && typeof times !== 'string',
  );

  it.each(counts)('are proposed as dates in the preview: $file', async ({ values, times }) => {
    const file = fileOf(values).replace('n,t', 'n,time');
    const first = times[0]?.replace(/(\.\d{3})\d+$/, '$1');
    const { columns } = await bench.preview(file);
    expect(columns[0]?.proposed).toBeNull();
    expect(columns[1]).toMatchObject({ proposed: { present: values.length, first } });
    const chosen = await bench.preview(file, { columns: [{}, { type: 'date' }] });
    expect(chosen.columns[1]?.proposed).toBeNull();
    expect(chosen.rows.map(([, time]) => time)).toEqual(times);
  });

  it('have words for missing values that are missing where they are dates', async () => {
    const file = fileOf(['1609497005', 'NULL', 'n/a', '-', '1633084205']);
    const columns = [{}, { type: 'date' as const }];
    const { rows, warnings, table } = await bench.load(file, { columns });
    expect(rows.map(([, t]) => t)).toEqual([
      ...['2021-01-01 10:30:05', null, null, null, '2021-10-01 10:30:05'],
    ]);
    expect(table.rows).toBe(5);
    expect(warnings.map(({ kind, found, count }) => [kind, found, count])).toEqual([
      ['mark_missing', 'NULL', 1],
      ['mark_missing', 'n/a', 1],
      ['mark_missing', '-', 1],
    ]);
    const seen = await bench.preview(file, { columns });
    expect(seen.columns[1]?.time).toMatchObject({
      decision: { present: 2, read: 2, concerns: [] },
    });
  });
});
