import type { ImportWarning } from '#shared/model/cells/data.ts';

/** Counts what an import let pass, by kind and column, with the first line it happened on. */
export class Warnings {
  readonly #found = new Map<string, ImportWarning>();

  add(
    kind: ImportWarning['kind'],
    line: number | null,
    column: string | null = null,
    count = 1,
    found?: string,
  ): void {
    const key = JSON.stringify([kind, column, found]);
    const known = this.#found.get(key);
    const more = found === undefined ? {} : { found };
    if (known === undefined) this.#found.set(key, { kind, line, column, count, ...more });
    else known.count += count;
  }

  list(): ImportWarning[] {
    return [...this.#found.values()];
  }
}
