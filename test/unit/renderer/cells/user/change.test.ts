import { describe, expect, it, vi } from 'vitest';
import type { ItemCard } from '#shared/model/cells/user.ts';

// Runes are compiled away in the window; outside it a state is its value.
vi.stubGlobal(
  '$state',
  Object.assign((value: unknown) => value, { raw: (value: unknown) => value }),
);
const { Change } = await import('../../../../../src-renderer/cells/user/change.svelte.ts');

const card = (item: number): ItemCard => ({
  ...{ item, id: String(item), title: `Item ${item}`, category: null, price: null, users: 1 },
});

describe('a change tried on a user', () => {
  it('takes an addition back by removing the item, and a removal by adding it', () => {
    const change = new Change();
    change.add(card(1));
    change.remove(card(2));
    expect(change.whatIf).toEqual({ add: [1], remove: [2], attributes: [] });
    change.remove(card(1));
    change.add(card(2));
    expect(change.active).toBe(false);
  });

  it('undoes one step at a time, clearing included', () => {
    const change = new Change();
    change.add(card(1));
    change.attribute('city', 'Rome');
    change.attribute('city', 'Oslo');
    change.clear();
    expect(change.active).toBe(false);
    change.undo();
    expect(change.whatIf).toEqual({
      ...{ add: [1], remove: [] },
      attributes: [{ name: 'city', value: 'Oslo' }],
    });
    change.undo();
    expect(change.whatIf.attributes).toEqual([{ name: 'city', value: 'Rome' }]);
    change.undo();
    change.undo();
    expect(change.canUndo).toBe(false);
  });

  it('does not count the same item twice', () => {
    const change = new Change();
    change.add(card(1));
    change.add(card(1));
    expect(change.whatIf.add).toEqual([1]);
  });
});
