/** Where an arrow leads in a list of so many options; null for other keys. -1 is the text itself. */
export function movedOption(active: number, key: string, options: number): number | null {
  if (key === 'ArrowDown') return Math.min(options - 1, active + 1);
  if (key === 'ArrowUp') return Math.max(-1, active - 1);
  return null;
}
