import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { ColumnSummaries } from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-'));
const { db, store } = openTableStore(join(folder, 'x.db'));
const profiles = new ColumnSummaries(db, store);
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

async function profile(columns: Column[], rows: CellValue[][], label: string | null = null) {
  const writer = store.create(columns, { synthetic: false });
  writer.append(rows);
  const { id } = writer.finish();
  const made = await profiles.get(id, label);
  return { id, columns: new Map(made.columns.map((one) => [one.column.name, one])) };
}

describe('ColumnSummaries', () => {
  it('describes numbers as numpy does', async () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, null];
    const { columns } = await profile(
      [{ name: 'x', type: 'real' }],
      values.map((value) => [value]),
    );
    const x = columns.get('x')!;
    // numpy.quantile(x, [0, .05, .25, .5, .75, .95, 1]), mean, std(ddof=1)
    expect(x.quantiles!.map((q) => Math.round(q * 1e9) / 1e9)).toEqual([
      1, 1, 2.25, 3.5, 5, 7.65, 9,
    ]);
    expect(x.mean).toBeCloseTo(3.9, 12);
    expect(x.deviation).toBeCloseTo(2.4698178070456938, 12);
    expect([x.missing, x.distinct]).toEqual([1, 7]);
    expect(x.histogram!.counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect([x.histogram!.edges[0], x.histogram!.edges.at(-1)]).toEqual([1, 9]);
  });

  it('counts texts, and dates as times', async () => {
    const { columns } = await profile(
      [
        { name: 't', type: 'category' },
        { name: 'd', type: 'date' },
        { name: 'b', type: 'boolean' },
      ],
      [
        ['x', '2024-01-01', 1],
        ['y', '2024-01-03', 0],
        ['x', '2024-01-02 12:00:00', 1],
      ],
    );
    expect(columns.get('t')!.top).toEqual([
      { value: 'x', count: 2 },
      { value: 'y', count: 1 },
    ]);
    expect(columns.get('b')!.top).toEqual([
      { value: 1, count: 2 },
      { value: 0, count: 1 },
    ]);
    expect(columns.get('d')!.quantiles![3]).toBe(Date.UTC(2024, 0, 2, 12));
  });

  it('marks constants, identifiers, missing columns and leaks', async () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 400 }, (_, i): CellValue[] => {
      const label = random.below(2);
      return [
        ...['always', i + 1, `user ${i}`, null, i % 5 === 0 ? 1 : null],
        ...[label * 2 + random.next(), label === 1 ? 'won' : 'lost', label === 1 ? 7 : null],
        ...[random.next(), random.below(2), label],
      ];
    });
    const names = [
      'same',
      'id',
      'name',
      'none',
      'rare',
      'leak',
      'word',
      'hole',
      'noise',
      'coin',
      'y',
    ];
    const types: Column['type'][] = [
      'text',
      'integer',
      'text',
      'text',
      'integer',
      'real',
      'category',
      'integer',
      'real',
      'integer',
      'boolean',
    ];
    const { columns } = await profile(
      names.map((name, c) => ({ name, type: types[c]! })),
      rows,
      'y',
    );
    const flags = (name: string) => columns.get(name)!.flags;
    expect(flags('same')).toEqual(['constant']);
    expect(flags('id')).toEqual(['identifier']);
    expect(flags('name')).toEqual(['identifier']);
    expect(flags('none')).toEqual(['all_missing']);
    expect(flags('rare')).toEqual(['mostly_missing', 'constant']);
    expect(flags('leak')).toEqual(['leakage']);
    expect(flags('word')).toEqual(['leakage']);
    expect(flags('hole')).toContain('leakage');
    expect(flags('noise')).toEqual([]);
    expect(flags('coin')).toEqual([]);
    expect(columns.get('leak')!.labelAssociation).toBe(1);
    expect(columns.get('noise')!.labelAssociation).toBeLessThan(0.2);
    expect(columns.get('y')!.labelAssociation).toBeNull();
  });

  it('measures association as scikit-learn and scipy do', async () => {
    const rows: CellValue[][] = [
      [0.1, 0, 1, 2.1],
      [0.4, 0, 2, 3.9],
      [0.35, 1, 3, 6.2],
      [0.8, 1, 4, 7.8],
      [0.35, 0, 5, 10.5],
    ];
    const columns: Column[] = [
      { name: 's', type: 'real' },
      { name: 'y', type: 'integer' },
      { name: 'u', type: 'integer' },
      { name: 'v', type: 'real' },
    ];
    const binary = await profile(columns, rows, 'y');
    // roc_auc_score([0, 0, 1, 1, 0], [.1, .4, .35, .8, .35]) = 0.75
    expect(binary.columns.get('s')!.labelAssociation).toBeCloseTo(0.5, 12);
    const number = await profile(columns, rows, 'v');
    // spearmanr([1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.5])
    expect(number.columns.get('u')!.labelAssociation).toBeCloseTo(1, 12);
  });

  it('keeps a profile until its table goes, and refuses unknown labels', async () => {
    const { id } = await profile([{ name: 'x', type: 'integer' }], [[1], [2]]);
    const count = db.prepare('SELECT count(*) FROM table_profiles WHERE table_id = ?').pluck();
    expect(count.get(id)).toBe(1);
    await expect(profiles.get(id, 'nope')).rejects.toMatchObject({ code: 'column_missing' });
    store.drop(id);
    expect(count.get(id)).toBe(0);
    await expect(profiles.get(id, null)).rejects.toMatchObject({ code: 'not_found' });
  });
});
