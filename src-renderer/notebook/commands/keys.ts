import type { Command } from './command.ts';

const names: Record<string, string> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
  ' ': 'Space',
};

/** A pressed key as commands write it: `Ctrl+Shift+Up`, `A`, `?`. The command key counts as Ctrl. */
export function keyName(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): string {
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = names[event.key] ?? (isLetter ? event.key.toUpperCase() : event.key);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  // A shifted mark (`?`) already says that shift was held.
  if (event.shiftKey && (isLetter || event.key.length > 1)) parts.push('Shift');
  return [...parts, key].join('+');
}

const pairTime = 700;

/** Finds the command of a key, and of a key pressed twice (`D D`) within a moment. */
export class KeyReader {
  #last: { key: string; at: number } | null = null;

  /** `selected`: a cell is selected and not worked in, so that plain keys count. */
  read(
    key: string,
    at: number,
    commands: readonly Command[],
    selected: boolean,
  ): Command | undefined {
    const plain = !/^(Ctrl|Alt)\+/.test(key);
    const twice = this.#last?.key === key && at - this.#last.at < pairTime ? `${key} ${key}` : null;
    this.#last = { key, at };
    const found = commands.find((command) => {
      const keys = [command.keys, ...(command.otherKeys ?? [])];
      return (twice !== null && keys.includes(twice)) || keys.includes(key);
    });
    if (!found) return undefined;
    if (twice !== null) this.#last = null;
    const runKey = key === 'Shift+Enter';
    return selected || !plain || runKey ? found : undefined;
  }
}

/** Whether keys belong to what is being typed into. */
export function isTextEntry(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !notText.has(target.type);
}

const notText = new Set(['checkbox', 'radio', 'range', 'button', 'file', 'color']);
