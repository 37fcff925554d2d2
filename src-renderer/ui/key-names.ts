const symbols: Record<string, string> = { Up: '↑', Down: '↓', Left: '←', Right: '→', Enter: '↵' };
const apple: Record<string, string> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys of a shortcut as they stand on the keyboard in front of the user. */
export function keyParts(keys: string, onApple = isApple()): string[] {
  return keys
    .split(/[+ ]/)
    .map((key) => (onApple ? (apple[key] ?? symbols[key] ?? key) : (symbols[key] ?? key)));
}

/** Whether the main modifier is the command key. */
export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
}
