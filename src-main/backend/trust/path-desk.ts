import { resolve } from 'node:path';

/**
 * Paths a window may name because the user showed them: chosen in a dialog, dropped, or handed over. `open` desks
 * (a browser tab behind the gate, the command line) take any path as the user's own word; Electron's is closed.
 */
export class PathDesk {
  readonly #open: boolean;
  readonly #offered = new Set<string>();

  constructor(open: boolean) {
    this.#open = open;
  }

  offer(path: string): void {
    this.#offered.add(resolve(path));
  }

  /** Whether the user showed exactly this path. */
  offered(path: string): boolean {
    return this.#offered.has(resolve(path));
  }

  /** Whether a window may name this path of its own accord. */
  takes(path: string): boolean {
    return this.#open || this.offered(path);
  }
}
