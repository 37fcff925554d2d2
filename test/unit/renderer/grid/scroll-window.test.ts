import { describe, expect, it } from 'vitest';
import {
  contentHeight,
  revealed,
  rowTop,
  scrolled,
  settled,
  visibleRows,
} from '../../../../src-renderer/grid/scroll-window.ts';

const small = { rows: 1000, rowHeight: 26, viewport: 300 };
const large = { rows: 1_000_000, rowHeight: 26, viewport: 300 };
const top = { scrollTop: 0, shift: 0 };

describe('a table with fewer pixels than the browser allows', () => {
  it('has as many pixels as its rows need and never shifts', () => {
    expect(contentHeight(small)).toBe(26_000);
    expect(scrolled(small, top, 12_345)).toEqual({ scrollTop: 12_345, shift: 0 });
  });

  it('shows the rows in view and a few around them', () => {
    expect(visibleRows(small, { scrollTop: 2600, shift: 0 }, 2)).toEqual({ first: 98, last: 114 });
  });
});

describe('a table of a million rows', () => {
  const bottom = contentHeight(large) - large.viewport;

  it('reaches its last row at the bottom of the scroll bar', () => {
    const end = scrolled(large, top, bottom);
    expect(visibleRows(large, end).last).toBe(1_000_000);
    expect(rowTop(large, 999_999, end.shift)).toBe(contentHeight(large) - 26);
  });

  it('moves by single pixels on the wheel, from anywhere', () => {
    const middle = scrolled(large, top, bottom / 2);
    const before = middle.scrollTop + middle.shift;
    const after = scrolled(large, middle, middle.scrollTop + 100);
    expect(after.scrollTop + after.shift).toBe(before + 100);
  });

  it('moves in proportion when the scroll bar is dragged', () => {
    const half = scrolled(large, top, bottom / 2);
    const row = visibleRows(large, half, 0).first;
    expect(row).toBeGreaterThan(499_000);
    expect(row).toBeLessThan(501_000);
  });

  it('comes back to its first row at the top of the scroll bar', () => {
    const somewhere = scrolled(large, top, bottom / 3);
    expect(visibleRows(large, scrolled(large, somewhere, 0)).first).toBe(0);
  });

  it('keeps the rows in view when the scroll bar is put where it belongs', () => {
    let state = scrolled(large, top, bottom / 2);
    for (let step = 0; step < 200; step += 1) {
      state = scrolled(large, state, state.scrollTop + 400);
    }
    const rested = settled(large, state);
    expect(visibleRows(large, rested, 0)).toEqual(visibleRows(large, state, 0));
    expect(rested.scrollTop).not.toBe(state.scrollTop);
  });

  it('brings any row wholly into view and leaves rows in view alone', () => {
    for (const row of [0, 17, 777_777, 999_999]) {
      const state = revealed(large, top, row);
      const from = state.scrollTop + state.shift;
      expect(row * 26).toBeGreaterThanOrEqual(from);
      expect((row + 1) * 26).toBeLessThanOrEqual(from + large.viewport);
    }
    expect(revealed(large, top, 3)).toBe(top);
  });
});

describe('an empty table', () => {
  it('has nothing to show', () => {
    expect(visibleRows({ ...small, rows: 0 }, top)).toEqual({ first: 0, last: 0 });
  });
});
