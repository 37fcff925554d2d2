import { describe, expect, it } from 'vitest';
import type { ColumnSummary } from '#shared/model/table.ts';
import {
  columnMeasures,
  nextOrder,
  sortedColumns,
  textMeasures,
} from '../../../../src-renderer/cells/parts/columns/column-measures.ts';

const column = (name: string, mean: number | null): ColumnSummary => ({
  ...{ column: { name, type: mean === null ? 'text' : 'real' }, missing: 0, distinct: 2, mean },
  ...{
    histogram: null,
    quantiles: mean === null ? null : [0, 1, 2, 3, 4, 5, mean],
    deviation: null,
  },
  ...{ top: [], flags: [], labelAssociation: null },
});
const columns = [column('b', 5), column('a', null), column('c', 9), column('d', 5)];
const by = (key: string) => [...textMeasures, ...columnMeasures].find((one) => one.key === key)!;

describe('the order of columns', () => {
  it('puts the largest first, columns without the measure last, equals as they stand', () => {
    expect(sortedColumns(columns, { measure: by('mean'), down: true })).toEqual([2, 0, 3, 1]);
    expect(sortedColumns(columns, { measure: by('mean'), down: false })).toEqual([0, 3, 2, 1]);
    expect(sortedColumns(columns, { measure: by('name'), down: false })).toEqual([1, 0, 2, 3]);
    expect(sortedColumns(columns, null)).toEqual([0, 1, 2, 3]);
  });

  it('turns with a second press and is the table’s own after a third', () => {
    const once = nextOrder(null, by('max'));
    expect(once?.down).toBe(true);
    const twice = nextOrder(once, by('max'));
    expect(twice?.down).toBe(false);
    expect(nextOrder(twice, by('max'))).toBeNull();
    expect(nextOrder(once, by('name'))?.down).toBe(false);
  });
});
