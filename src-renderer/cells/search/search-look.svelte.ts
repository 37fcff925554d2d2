import type {
  search,
  SearchAnswer,
  SearchCard,
  SearchEntry,
  SearchOutput,
} from '#shared/model/cells/search.ts';
import type { SearchList } from '#shared/search/score-parts.ts';
import { Loaded } from '../../stores/loaded.svelte.ts';
import type { CellProps } from '../cell-view.ts';

export type Query = CellProps<typeof search>['query'];
export type Asked = { text: string; user: string | null; other: string | null; top: number };
export type Chosen = { list: SearchList; item: number };

/** What is searched for, as whom, what was found, and the place being explained. */
export class SearchLook {
  readonly output: SearchOutput;
  readonly query: Query;
  readonly answer = new Loaded<SearchAnswer>();
  #asked = $state.raw<Asked | null>(null);
  #chosen = $state.raw<Chosen | null>(null);
  #lit = $state<number | null>(null);

  constructor(output: SearchOutput, query: Query) {
    this.output = output;
    this.query = query;
  }

  get asked(): Asked | null {
    return this.#asked;
  }

  get chosen(): Chosen | null {
    return this.#chosen;
  }

  /** The item pointed at or focused, else the one explained. */
  get lit(): number | null {
    return this.#lit ?? this.#chosen?.item ?? null;
  }

  /** Asks where something else is asked for than before; the answer before stays until the new one is there. */
  ask(asked: Asked): void {
    if (JSON.stringify(asked) === JSON.stringify(this.#asked)) return;
    this.#asked = asked;
    void this.#load(asked);
  }

  light(item: number | null): void {
    this.#lit = item;
  }

  choose(chosen: Chosen | null): void {
    this.#chosen = chosen;
  }

  card(item: number): SearchCard | undefined {
    return this.answer.value?.cards.find((card) => card.item === item);
  }

  entries(list: SearchList): readonly SearchEntry[] {
    return this.answer.value?.lists.find((one) => one.list === list)?.entries ?? [];
  }

  /** The place from 1 in a list, null where it is not among those shown. */
  rank(list: SearchList, item: number): number | null {
    const at = this.entries(list).findIndex((entry) => entry.item === item);
    return at < 0 ? null : at + 1;
  }

  async #load(asked: Asked): Promise<void> {
    await this.answer.load(() => this.query('search', asked));
    if (this.#asked !== asked) return;
    this.#lit = null;
    const kept = this.#chosen;
    if (kept !== null && this.rank(kept.list, kept.item) !== null) return;
    const list = this.output.lists.at(-1) ?? 'text';
    const best = this.entries(list)[0];
    this.#chosen = best ? { list, item: best.item } : null;
  }
}
