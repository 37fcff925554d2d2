import { SvelteMap } from 'svelte/reactivity';
import type { CellValue } from '#shared/model/table.ts';
import type { GridQuery, GridSource } from './grid-source.ts';

export type GridRow = { number: number; values: readonly CellValue[] };
type View = Omit<GridQuery, 'offset' | 'limit'>;

const pageSize = 100;
/** Pages kept at a time; older ones are fetched again. */
const kept = 60;

/** Rows of one view (sort, filters, search) of a source, fetched by the page, nearest first, two at a time. */
export class PageCache {
  readonly #source: GridSource;
  readonly #view: View;
  readonly #pages = new SvelteMap<number, GridRow[]>();
  readonly #asked: number[] = [];
  #wanted: number[] = [];
  #total: number = $state(0);
  #error: unknown = $state(null);
  #first = $state(true);

  constructor(source: GridSource, view: View, total: number) {
    this.#source = source;
    this.#view = view;
    this.#total = total;
  }

  /** Rows that match, as far as known. */
  get total(): number {
    return this.#total;
  }

  get error(): unknown {
    return this.#error;
  }

  /** True until the first page is here. */
  get loading(): boolean {
    return this.#first;
  }

  row(index: number): GridRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Says which rows can be seen; what is missing of them is fetched. */
  want(first: number, last: number): void {
    const from = Math.floor(first / pageSize);
    const to = Math.max(from, Math.floor(Math.max(first, last - 1) / pageSize));
    this.#wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    this.#fetchNext();
  }

  retry(): void {
    this.#error = null;
    this.#fetchNext();
  }

  #fetchNext(): void {
    if (this.#asked.length >= 2 || this.#error !== null) return;
    const page = this.#wanted.find(
      (index) => !this.#pages.has(index) && !this.#asked.includes(index),
    );
    if (page !== undefined) void this.#fetch(page);
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.push(page);
    try {
      const query = { ...this.#view, offset: page * pageSize, limit: pageSize };
      const { total, numbers, rows } = await this.#source.page(query);
      this.#total = total;
      this.#pages.set(
        page,
        rows.map((values, index) => ({ number: numbers[index]!, values })),
      );
      this.#forget();
      this.#first = false;
    } catch (thrown) {
      this.#error = thrown;
    } finally {
      this.#asked.splice(this.#asked.indexOf(page), 1);
    }
    this.#fetchNext();
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= kept) return;
      if (!this.#wanted.includes(page)) this.#pages.delete(page);
    }
  }
}
