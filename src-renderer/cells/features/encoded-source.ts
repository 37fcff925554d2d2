import type { features, FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Column } from '#shared/model/table.ts';
import type { GridSource } from '../../grid/grid-source.ts';
import type { CellProps } from '../cell-view.ts';

export type Part = 'train' | 'validation' | 'test';

/** The encoded matrix as rows of a grid: part, label, features. Remembers which place each fetched row has. */
export function encodedSource(
  output: FeaturesOutput,
  query: CellProps<typeof features>['query'],
  part: Part | null,
  rows: number,
  partName: (part: Part) => string,
  partHead: string,
): { source: GridSource; positionOf: (number: number) => number } {
  const { prep } = output;
  const label = prep.columns.findIndex(({ name }) => name === prep.label.column);
  const positions = new Map<number, number>();
  const columns: Column[] = [
    { name: partHead, type: 'category' },
    { name: prep.label.column, type: prep.columns[label]?.type ?? 'text' },
    ...prep.features.map((name): Column => ({ name, type: 'real' })),
  ];
  const source: GridSource = {
    columns,
    rows,
    can: { sort: false, filter: false, search: false },
    async page({ offset, limit }) {
      const page = await query('rows', { offset, limit, part });
      page.numbers.forEach((number, index) => positions.set(number, offset + index));
      return {
        total: page.total,
        numbers: page.numbers,
        rows: page.encoded.map((encoded, index) => [
          partName(page.parts[index] ?? 'train'),
          page.raw[index]?.[label] ?? null,
          ...encoded,
        ]),
      };
    },
  };
  return { source, positionOf: (number) => positions.get(number) ?? 0 };
}
