import { describe, expect, it } from 'vitest';
import { isTyping, mergedInto } from '../../../../src-renderer/stores/edit-queue.ts';

const typed = (cell: string, value: string) =>
  ({ type: 'set', cell, path: ['text'], value }) as const;

describe('edits waiting to be sent', () => {
  it('keep only the last state of a setting being typed', () => {
    const queue = ['h', 'he', 'hey'].reduce<Parameters<typeof mergedInto>[0]>(
      (edits, value) => mergedInto(edits, { ...typed('a', value), path: ['text'] }),
      [],
    );
    expect(queue).toEqual([typed('a', 'hey')]);
  });

  it('stay apart for different cells, settings and kinds of edit', () => {
    const first = { ...typed('a', '1'), path: ['text'] };
    expect(mergedInto([first], { ...typed('b', '2'), path: ['text'] })).toHaveLength(2);
    expect(mergedInto([first], { ...typed('a', '2'), path: ['other'] })).toHaveLength(2);
    expect(mergedInto([first], { type: 'delete', cells: ['a'] })).toHaveLength(2);
  });

  it('wait for more only while something is typed', () => {
    expect(isTyping({ type: 'title', title: 'x' })).toBe(true);
    expect(isTyping({ type: 'move', cell: 'a', index: 0 })).toBe(false);
  });
});
