import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../shared/model/table.ts';
import { columnsAfter } from '../../../../src-renderer/cells/clean/columns-after.ts';

const columns: Column[] = [
  { name: 'id', type: 'integer' },
  { name: 'city', type: 'category' },
];
const names = (list: Column[]) => list.map(({ name }) => name);

describe('columns offered to the steps after', () => {
  it('have the indicator of filled values', () => {
    const step = {
      type: 'missing',
      column: 'city',
      fill: 'mode',
      value: null,
      indicator: true,
    } as const;
    expect(columnsAfter(step, columns, [])).toContainEqual({
      name: 'city missing',
      type: 'boolean',
    });
  });

  it('carry the joined cell’s name where names clash, and its key no more', () => {
    const step = { type: 'join', index: 0, key: 'id', otherKey: 'user', how: 'left' } as const;
    const others = [
      {
        name: 'Events',
        columns: [
          { name: 'user', type: 'integer' as const },
          { name: 'city', type: 'text' as const },
        ],
      },
    ];
    expect(names(columnsAfter(step, columns, others))).toEqual(['id', 'city', 'Events city']);
  });

  it('are the key and what is made of each group', () => {
    const step = {
      type: 'aggregate',
      by: 'city',
      time: null,
      windowDays: null,
      columns: [
        { function: 'count', as: 'visits' },
        { function: 'mean', column: 'id', as: 'mean id' },
      ],
    } as const;
    expect(columnsAfter({ ...step, columns: [...step.columns] }, columns, [])).toEqual([
      { name: 'city', type: 'category' },
      { name: 'visits', type: 'integer' },
      { name: 'mean id', type: 'real' },
    ]);
  });

  it('follow a new name and lose dropped ones', () => {
    expect(names(columnsAfter({ type: 'rename', column: 'id', to: 'user' }, columns, []))).toEqual([
      'user',
      'city',
    ]);
    expect(names(columnsAfter({ type: 'drop_columns', columns: ['id'] }, columns, []))).toEqual([
      'city',
    ]);
  });
});
