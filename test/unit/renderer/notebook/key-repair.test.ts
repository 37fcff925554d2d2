import { describe, expect, it } from 'vitest';
import type { ErrorData } from '#shared/errors/index.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import { repairedKeys } from '../../../../src-renderer/notebook/key-repair.ts';

const cell: Cell = {
  ...{ id: 'c', kind: 'interactions', name: 'C', settings: {}, inputs: {}, collapsed: false },
};
const refused = (setting: string, safe: number): ErrorData => ({
  code: 'side_keys_repairable',
  params: { side: 'users', setting, safe },
});

describe('a refusal of keys with a repair', () => {
  it('is mended by the setting it names: a way of comparing, or another column', () => {
    expect(repairedKeys(cell, refused('users.keys = {"number":true}', 1))).toEqual({
      ...{ type: 'set', cell: 'c', path: ['users', 'keys'], value: { number: true } },
    });
    expect(repairedKeys(cell, refused('items.key = "a = b"', 1))).toMatchObject({
      ...{ path: ['items', 'key'], value: 'a = b' },
    });
  });

  it('is not mended with one click where two ids would become one, nor is any other error', () => {
    expect(repairedKeys(cell, refused('users.keys = {"case":true}', 0))).toBeNull();
    expect(repairedKeys(cell, { code: 'table_empty', params: {} })).toBeNull();
    expect(repairedKeys(cell, null)).toBeNull();
  });
});
