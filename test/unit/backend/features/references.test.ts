import { afterAll, describe, expect, it } from 'vitest';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import {
  fitFeatures,
  storeFitted,
  tableSource,
} from '../../../../src-main/backend/features/index.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function fit(
  columns: Record<string, ColumnType>,
  rows: CellValue[][],
  settings: Record<string, unknown>,
): Promise<FeaturesOutput> {
  const table = storeTable(workspace, columns, rows);
  const source = tableSource(workspace.tables, table.id);
  const parsed = features.settings.parse(settings);
  return storeFitted(workspace, await fitFeatures(source, parsed, 7, () => Promise.resolve()));
}

describe('a column of whole numbers', () => {
  it.each(['user_id', 'customer id', 'userId', '用户编号'])(
    'is not scaled where whole numbers name people or things again and again (%s)',
    async (name) => {
      const table: Record<string, ColumnType> = { [name]: 'integer', age: 'integer', y: 'text' };
      const log = Array.from({ length: 400 }, (_, row): CellValue[] => [
        1000 + ((row * 37) % 90),
        20 + ((row * 7) % 45),
        row % 4 === 0 ? 'yes' : 'no',
      ]);
      const left = await fit(table, log, { label: { column: 'y' } });
      expect(left.prep.steps.map(({ column }) => column)).toEqual(['age']);
      expect(left.skipped).toContainEqual({ column: name, reason: 'reference' });
      // The choice is the user's.
      const encoding = { type: 'frequency' } as const;
      const used = await fit(table, log, {
        label: { column: 'y' },
        columns: [{ column: name, encoding }],
      });
      expect(used.prep.steps.map(({ column }) => column)).toEqual([name, 'age']);
    },
  );

  it.each([
    ['zip_code', 90, 'target'],
    ['Postal Code', 90, 'target'],
    ['plz', 12, 'oneHot'],
    ['stateCode', 12, 'oneHot'],
    ['邮编', 90, 'target'],
  ] as const)('is taken for categories where it holds codes (%s)', async (name, many, type) => {
    const log = Array.from({ length: 600 }, (_, row): CellValue[] => [
      1000 + ((row * 37) % many),
      row % 4 === 0 ? 'yes' : 'no',
    ]);
    const made = await fit({ [name]: 'integer', y: 'text' }, log, { label: { column: 'y' } });
    expect(made.prep.steps).toMatchObject([{ column: name, type }]);
    expect(made.warnings).toContainEqual({ kind: 'code', column: name });
  });

  it.each(['week_no', 'paid', 'visits', 'room number'])(
    'is scaled where whole numbers count (%s)',
    async (name) => {
      const log = Array.from({ length: 400 }, (_, row): CellValue[] => [
        (row * 37) % 90,
        row % 4 === 0 ? 'yes' : 'no',
      ]);
      const made = await fit({ [name]: 'integer', y: 'text' }, log, { label: { column: 'y' } });
      expect(made.prep.steps).toMatchObject([{ column: name, type: 'numeric' }]);
    },
  );

  it('is told by its values where a missing one made reals of them (12.0)', async () => {
    const log = Array.from({ length: 400 }, (_, row): CellValue[] => [
      row === 7 ? null : 1000 + ((row * 37) % 90),
      row === 9 ? null : row + 0.5,
      row,
      20 + ((row * 7) % 45),
      row % 4 === 0 ? 'yes' : 'no',
    ]);
    const types = { user_id: 'real', item_id: 'real', row_id: 'real', age: 'real', y: 'text' };
    const made = await fit(types as Record<string, ColumnType>, log, { label: { column: 'y' } });
    // Halves name nothing.
    expect(made.prep.steps.map(({ column }) => column)).toEqual(['item_id', 'age']);
    expect(made.skipped).toContainEqual({ column: 'user_id', reason: 'reference' });
    expect(made.skipped).toContainEqual({ column: 'row_id', reason: 'identifier' });
  });
});
