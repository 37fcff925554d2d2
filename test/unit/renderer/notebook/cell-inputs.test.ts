import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/notebook/notebook.ts';
import { nearestInputs, users } from '../../../../src-renderer/notebook/cell-inputs.ts';

const cell = (id: string, kind: string, inputs: Cell['inputs'] = {}): Cell => ({
  id,
  kind,
  name: id,
  settings: {},
  inputs,
  collapsed: false,
});
const cells = [
  cell('d1', 'data'),
  cell('n', 'note'),
  cell('d2', 'data'),
  cell('c', 'clean', { table: ['d2'] }),
];

describe('the inputs of a new cell', () => {
  it('are the nearest earlier cells that fit, never later ones', () => {
    expect(nearestInputs('clean', cells, 3, null)).toEqual({ table: ['d2'] });
    expect(nearestInputs('clean', cells, 1, null)).toEqual({ table: ['d1'] });
    expect(nearestInputs('clean', cells, 0, null)).toEqual({});
  });

  it('prefer the cell it was added from, where that fits', () => {
    expect(nearestInputs('clean', cells, 4, 'd1')).toEqual({ table: ['d1'] });
    expect(nearestInputs('clean', cells, 4, 'n')).toEqual({ table: ['c'] });
  });

  it('leave optional slots empty', () => {
    expect(nearestInputs('clean', cells, 4, null)).not.toHaveProperty('others');
    expect(nearestInputs('clean', cells, 4, 'd1')).not.toHaveProperty('others');
  });

  it('take the cell it was added from also into an optional slot, where no other has it', () => {
    const run = [...cells, cell('m', 'model'), cell('t', 'train')];
    expect(nearestInputs('walkthrough', run, 6, 't')).toEqual({ network: ['t'] });
    expect(nearestInputs('walkthrough', run, 6, 'm')).toEqual({ network: ['m'] });
    expect(nearestInputs('walkthrough', run, 6, null)).toEqual({});
  });
});

describe('users', () => {
  it('finds the cells that take a result', () => {
    expect(users(cells, 'd2').map(({ id }) => id)).toEqual(['c']);
    expect(users(cells, 'd1')).toEqual([]);
  });
});

describe('a new cell that takes several', () => {
  const cells = [
    ...[cell('a', 'data'), cell('b', 'sql'), cell('i', 'interactions'), cell('j', 'interactions')],
    ...[
      cell('p', 'recommend', { interactions: ['i'] }),
      cell('q', 'tune', { interactions: ['i'] }),
    ],
    cell('r', 'recommend', { interactions: ['j'] }),
  ];

  it('sees every table in a query', () => {
    expect(nearestInputs('sql', cells, 7, null)).toEqual({ tables: ['a', 'b'] });
  });

  it('compares and shows all recommenders of the same interactions, and no others', () => {
    expect(nearestInputs('compare', cells, 7, 'q')).toEqual({ recommenders: ['p', 'q'] });
    expect(nearestInputs('user', cells, 7, null)).toEqual({ recommenders: ['r'] });
  });

  it('takes the table that suits before a nearer one, but the given one first of all', () => {
    const suits = ({ id }: { id: string }) => id === 'a';
    expect(nearestInputs('interactions', cells, 7, null, suits)).toEqual({ events: ['a'] });
    expect(nearestInputs('interactions', cells, 7, 'b', suits)).toEqual({ events: ['b'] });
  });
});
