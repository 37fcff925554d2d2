import type { CellValue } from '#shared/model/table.ts';

/**
 * Numbers ids in order of appearance. A number and a text are the same id only where the text is exactly how the
 * number is written: `7` and 7, but not `007` and 7.
 */
export class IdIndex {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();

  add(id: NonNullable<CellValue>): number {
    const key = String(id);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.ids.length);
    return this.ids.push(key) - 1;
  }

  /** The number of an id, or undefined for one never seen. */
  find(id: CellValue): number | undefined {
    return id === null ? undefined : this.#numbers.get(String(id));
  }
}
