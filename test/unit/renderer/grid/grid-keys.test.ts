import { describe, expect, it } from 'vitest';
import { moved } from '../../../../src-renderer/grid/grid-keys.ts';

const limits = { rows: 100, columns: 5, page: 10 };

describe('keys in a grid', () => {
  it('lead from the first row up to the head and no further', () => {
    expect(moved({ row: 0, column: 2 }, 'ArrowUp', false, limits)).toEqual({ row: -1, column: 2 });
    expect(moved({ row: -1, column: 2 }, 'ArrowUp', false, limits)).toEqual({ row: -1, column: 2 });
  });

  it('stop at the edges', () => {
    expect(moved({ row: 99, column: 4 }, 'ArrowDown', false, limits)).toEqual({
      row: 99,
      column: 4,
    });
    expect(moved({ row: 5, column: 4 }, 'ArrowRight', false, limits)).toEqual({
      row: 5,
      column: 4,
    });
  });

  it('go to the ends of the row with Home and End, of the table with Ctrl', () => {
    expect(moved({ row: 5, column: 2 }, 'End', false, limits)).toEqual({ row: 5, column: 4 });
    expect(moved({ row: 5, column: 2 }, 'End', true, limits)).toEqual({ row: 99, column: 4 });
    expect(moved({ row: 5, column: 2 }, 'Home', true, limits)).toEqual({ row: 0, column: 0 });
  });

  it('turn pages within the rows', () => {
    expect(moved({ row: 95, column: 0 }, 'PageDown', false, limits)).toEqual({
      row: 99,
      column: 0,
    });
    expect(moved({ row: 4, column: 0 }, 'PageUp', false, limits)).toEqual({ row: 0, column: 0 });
  });

  it('leave other keys to others', () => {
    expect(moved({ row: 1, column: 1 }, 'a', false, limits)).toBeNull();
  });
});
