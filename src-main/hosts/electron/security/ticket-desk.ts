import { resolve } from 'node:path';

/** More than anyone chooses in one sitting; the oldest tickets lapse. */
const mostTickets = 1000;

/**
 * Paths the user showed main: chosen in a native dialog. Only these, and those of trusted notebooks, may be named by the
 * window: the backend is told of each before the window is, and again when a new backend stands in for one that crashed.
 * A new workspace begins with none.
 */
export class TicketDesk {
  readonly #tell: (path: string) => void;
  readonly #paths = new Set<string>();

  constructor(tell: (path: string) => void) {
    this.#tell = tell;
  }

  /** Writes a ticket for a path, and gives the path as the window must name it. */
  issue(path: string): string {
    const full = resolve(path);
    this.#paths.delete(full);
    this.#paths.add(full);
    const [oldest] = this.#paths;
    if (this.#paths.size > mostTickets && oldest !== undefined) this.#paths.delete(oldest);
    this.#tell(full);
    return full;
  }

  /** Tells a new backend of what was shown before. */
  tellAgain(): void {
    for (const path of this.#paths) this.#tell(path);
  }

  clear(): void {
    this.#paths.clear();
  }
}
