import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/notebook/notebook.ts';
import { freeName } from '#shared/notebook/free-name.ts';

const named = (...names: string[]): Cell[] =>
  names.map((name) => ({
    id: name,
    kind: 'data',
    name,
    settings: {},
    inputs: {},
    collapsed: false,
  }));

describe('a name no other cell has', () => {
  it('differs in more than case, by the lowest free number', () => {
    expect(freeName(named('d1'), 'Data')).toBe('Data');
    expect(freeName(named('d1'), 'D1')).toBe('D1 2');
    expect(freeName(named('d1', 'D1 2'), 'd1')).toBe('d1 3');
  });

  it('may be the one the cell itself has', () => {
    expect(freeName(named('d1', 'd2'), 'D1', 'd1')).toBe('D1');
    expect(freeName(named('d1', 'd2'), 'D2', 'd1')).toBe('D2 2');
  });

  it('keeps to 80 characters, its number included', () => {
    const long = 'x'.repeat(90);
    expect(freeName([], long)).toBe('x'.repeat(80));
    expect(freeName(named('x'.repeat(80)), long)).toBe(`${'x'.repeat(78)} 2`);
  });
});
