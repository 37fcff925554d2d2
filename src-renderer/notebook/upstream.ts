import type { Cell } from '#shared/notebook/notebook.ts';

/** The cells a cell depends on, itself left out, nearest first; each once, with the slot it was first reached by. */
export function upstreamOf(cells: readonly Cell[], id: string): { slot: string; cell: Cell }[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const found = new Map<string, { slot: string; cell: Cell }>();
  const waiting = [id];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const [slot, from] of Object.entries(byId.get(next)?.inputs ?? {})) {
      for (const source of from) {
        const cell = byId.get(source);
        if (!cell || source === id || found.has(source)) continue;
        found.set(source, { slot, cell });
        waiting.push(source);
      }
    }
  }
  return [...found.values()];
}
