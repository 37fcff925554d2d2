/** What each key does while presenting, in the order the help lists them. */
export const presentKeys = [
  { action: 'back', keys: ['ArrowLeft', 'PageUp'], shown: '←' },
  { action: 'on', keys: ['ArrowRight', 'PageDown'], shown: '→' },
  { action: 'play', keys: [' '], shown: 'Space' },
  { action: 'reveal', keys: ['Enter'], shown: 'Enter' },
  { action: 'unitUp', keys: ['ArrowUp'], shown: '↑' },
  { action: 'unitDown', keys: ['ArrowDown'], shown: '↓' },
  { action: 'from', keys: ['w', 'W'], shown: 'W' },
  { action: 'neuron', keys: ['1'], shown: '1' },
  { action: 'layer', keys: ['2'], shown: '2' },
  { action: 'net', keys: ['3'], shown: '3' },
  { action: 'ask', keys: ['q', 'Q'], shown: 'Q' },
  { action: 'language', keys: ['l', 'L'], shown: 'L' },
  { action: 'raw', keys: ['h', 'H'], shown: 'H' },
  { action: 'blank', keys: ['b', 'B', '.'], shown: 'B' },
  { action: 'larger', keys: ['+', '='], shown: '+' },
  { action: 'smaller', keys: ['-'], shown: '-' },
  { action: 'help', keys: ['?'], shown: '?' },
  { action: 'end', keys: ['Escape', 'p', 'P'], shown: 'Esc' },
] as const;
export type PresentAction = (typeof presentKeys)[number]['action'];

export function presentAction(key: string): PresentAction | null {
  return presentKeys.find(({ keys }) => (keys as readonly string[]).includes(key))?.action ?? null;
}
