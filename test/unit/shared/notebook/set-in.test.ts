import { describe, expect, it } from 'vitest';
import { setIn } from '#shared/notebook/set-in.ts';

describe('a value set at a path', () => {
  it('takes the place of the one there and leaves what was given as it is', () => {
    const given = { steps: [{ fill: 'mean' }, { fill: 'mode' }] };
    const next = setIn(given, ['steps', 1, 'fill'], 'median');
    expect(next).toEqual({ steps: [{ fill: 'mean' }, { fill: 'median' }] });
    expect(given.steps[1]).toEqual({ fill: 'mode' });
  });

  it('is put behind the last element at the place after it, and refused beyond', () => {
    expect(setIn([1, 2], [2], 3)).toEqual([1, 2, 3]);
    for (const key of [3, -1, 0.5, 'first'])
      expect(() => setIn([1, 2], [key], 3)).toThrow('bad_request');
  });

  it('makes the objects on the way, and no lists', () => {
    expect(setIn({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
    expect(() => setIn({}, [0], 1)).toThrow('bad_request');
  });

  it('treats a key named __proto__ as any other', () => {
    const next = setIn({}, ['__proto__', 'polluted'], true);
    expect(Object.hasOwn(next as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
