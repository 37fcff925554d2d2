import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../../src-renderer/notebook/commands/command.ts';
import { keyName, KeyReader } from '../../../../../src-renderer/notebook/commands/keys.ts';

const press = (key: string, held: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', true>> = {}) =>
  keyName({
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    altKey: held.alt ?? false,
    shiftKey: held.shift ?? false,
  });

const command = (id: string, keys: string, otherKeys: string[] = []): Command => ({
  id,
  group: 'cell',
  label: () => id,
  keys,
  otherKeys,
  run: () => undefined,
});
const commands = [
  command('delete', 'D D'),
  command('next', 'J', ['Down']),
  command('undo', 'Z', ['Ctrl+Z']),
  command('redo', 'Shift+Z'),
  command('run-next', 'Shift+Enter'),
  command('sheet', '?'),
];

describe('a pressed key', () => {
  it('is named as the shortcut sheet writes it', () => {
    expect(press('z', { shift: true })).toBe('Shift+Z');
    expect(press('ArrowUp', { ctrl: true, shift: true })).toBe('Ctrl+Shift+Up');
    expect(press('Enter', { shift: true })).toBe('Shift+Enter');
    expect(press('k', { meta: true })).toBe('Ctrl+K');
    expect(press('?', { shift: true })).toBe('?');
  });
});

describe('the key reader', () => {
  it('takes a key pressed twice only within a moment', () => {
    const reader = new KeyReader();
    expect(reader.read('D', 0, commands, true)).toBeUndefined();
    expect(reader.read('D', 2000, commands, true)).toBeUndefined();
    expect(reader.read('D', 2300, commands, true)?.id).toBe('delete');
    expect(reader.read('D', 2400, commands, true)).toBeUndefined();
  });

  it('does not take D J D for D D', () => {
    const reader = new KeyReader();
    reader.read('D', 0, commands, true);
    reader.read('J', 100, commands, true);
    expect(reader.read('D', 200, commands, true)).toBeUndefined();
  });

  it('leaves plain keys alone while a cell is worked in, but not those with Ctrl', () => {
    const reader = new KeyReader();
    expect(reader.read('J', 0, commands, false)).toBeUndefined();
    expect(reader.read('?', 10, commands, false)).toBeUndefined();
    expect(reader.read('Ctrl+Z', 20, commands, false)?.id).toBe('undo');
    expect(reader.read('Shift+Enter', 30, commands, false)?.id).toBe('run-next');
  });
});
