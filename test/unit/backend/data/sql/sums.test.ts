import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../../../../src-main/backend/data/index.ts';
import { numerics } from '../../../../golden/numerics/golden.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-'));
const { db, store } = openTableStore(join(folder, 'workspace.db'));
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});
const limits = { rowLimit: 1_000_000, secondsLimit: 60 };

async function ask(query: string, values: readonly number[] = []) {
  const writer = store.create([{ name: 'x', type: 'real' }], { synthetic: false });
  writer.append(values.map((value) => [value]));
  const inputs = [{ name: 't', table: writer.finish() }];
  const { table, warnings } = await runQuery(store, { query, inputs, ...limits });
  const page = { table: table.id, offset: 0, limit: 10, sort: [], filters: [], search: '' };
  return { rows: store.page(page).rows, warnings };
}

describe('sums and means by SQL', () => {
  // By rational numbers; SQLite's own sums pass float64's end only where a sum does on the way.
  it.each(Object.entries(numerics.columns))(
    'are exact to rounding, or missing and told: %s',
    async (_, { values, sum, mean }) => {
      const { rows, warnings } = await ask('SELECT sum(x), avg(x) FROM t', values);
      const told = warnings.filter(({ kind }) => kind === 'infinite').map(({ column }) => column);
      [
        ['sum(x)', sum],
        ['avg(x)', mean],
      ].forEach(([name, wanted], column) => {
        const found = rows[0]![column];
        expect(told.includes(String(name))).toBe(found === null);
        if (found !== null)
          expect(Math.abs(Number(found) / Number(wanted) - 1)).toBeLessThanOrEqual(2e-15);
      });
    },
  );

  // By Python's fractions.Fraction.
  it('pass float64’s end on the way', async () => {
    const values = [1e308, 1e308, -1e308, -1e308, 0.5];
    const { rows, warnings } = await ask('SELECT sum(x), avg(x), total(x) FROM t', values);
    expect([rows, warnings]).toEqual([[[0.5, 0.1, 0.5]], []]);
    const means = await ask('SELECT avg(x), avg(DISTINCT x) FROM t', [1.5e308, 1.5e308, 1.25e308]);
    expect(Number(means.rows[0]![0]) / 1e308).toBeCloseTo(17 / 12, 14);
    expect(means.rows[0]![1]).toBe(1.375e308);
    expect(means.warnings).toEqual([]);
  });

  it('stay SQLite’s in whatever else is asked beside them', async () => {
    const other = `sum(1), sum(NULL), total(NULL), avg('2x'), sum('3.5' || ''), sum(9007199254740993),
      sum(x > 0) FILTER (WHERE x > 0)`;
    const { rows } = await ask(`SELECT sum(x), ${other} FROM t`, [1e308, 1e308, -1e308]);
    const { rows: plain } = await ask(`SELECT 1e308, ${other} FROM t`, [1e308, 1e308, -1e308]);
    expect(rows).toEqual(plain);
    const windows = await ask(
      'SELECT sum(x) OVER (ORDER BY rowid ROWS 1 PRECEDING) FROM (SELECT x, row_number() OVER () AS rowid FROM t)',
      [1e308, 1e308, -1e308, 3],
    );
    expect(windows.rows.map(([sum]) => sum)).toEqual([1e308, null, 0, -1e308]);
  });

  it('tell each value beyond what a number can hold', async () => {
    const { rows, warnings } = await ask('SELECT x * 10 AS y, x FROM t', [1e308, -1e308, 1, 2]);
    expect(rows.map(([y]) => y)).toEqual([null, null, 10, 20]);
    expect(warnings).toEqual([{ kind: 'infinite', line: null, column: 'y', count: 2 }]);
  });
});

describe('a large result', () => {
  it('comes in pieces between which the backend does other things', async () => {
    let pieces = 0;
    let [most, all] = [0, 0];
    let over = false;
    const turn = (): void => {
      most = Math.max(most, pieces);
      all += pieces;
      pieces = 0;
      if (!over) setImmediate(turn);
    };
    setImmediate(turn);
    const count = 60;
    await runQuery(store, {
      query: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count * 1000}) SELECT i FROM n`,
      ...{ inputs: [], ...limits },
      onRows: () => {
        pieces += 1;
        // While this piece is written, the process has time for all that it may send.
        for (const until = performance.now() + 20; performance.now() < until;);
      },
    });
    over = true;
    expect(all).toBeGreaterThanOrEqual(count);
    expect(most).toBeLessThanOrEqual(2);
  });
});
