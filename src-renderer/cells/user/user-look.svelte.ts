import type {
  AttributeChoice,
  ExplainAnswer,
  ItemCard,
  ListsAnswer,
  PersonAnswer,
  user,
  UserHit,
  UserOutput,
} from '#shared/model/cells/user.ts';
import type { CellProps } from '../cell-view.ts';
import { Loaded } from '../../stores/loaded.svelte.ts';
import { Change } from './change.svelte.ts';

export type Query = CellProps<typeof user>['query'];
export type Rules = { top: number; seen: boolean; withoutCategories: string[] };
export type Alike = UserHit & { similarity: number; common: number };
/** Whose event rows are shown: a user's, an item's, or those of both. */
export type RowsOf = { user: string | null; item: ItemCard | null };
export type Chosen = { list: number; item: number };

/** Somebody stepping through users does not rest. */
const restMilliseconds = 300;

/** One person on screen: who, the lists, the change being tried, and the score being explained. */
export class UserLook {
  readonly output: UserOutput;
  readonly change = new Change();
  readonly person = new Loaded<PersonAnswer | null>();
  readonly lists = new Loaded<ListsAnswer>();
  readonly why = new Loaded<ExplainAnswer>();
  readonly alike = new Loaded<Alike[]>();
  readonly choices = new Loaded<AttributeChoice[]>();
  readonly #query: Query;
  #user = $state<string | null>(null);
  #newcomer = $state(false);
  #rules = $state.raw<Rules | null>(null);
  #lit = $state<number | null>(null);
  #chosen = $state.raw<Chosen | null>(null);
  #rows = $state.raw<RowsOf | null>(null);
  #alikeOpen = false;
  #restful: ReturnType<typeof setTimeout> | undefined;
  #wait = $state<number | null>(null);

  constructor(output: UserOutput, query: Query) {
    this.output = output;
    this.#query = query;
  }

  get user(): string | null {
    return this.#user;
  }

  /** Somebody made up from nothing. */
  get newcomer(): boolean {
    return this.#newcomer;
  }

  /** The item pointed at or focused, else the one explained. */
  get lit(): number | null {
    return this.#lit ?? this.#chosen?.item ?? null;
  }

  get pointedAt(): number | null {
    return this.#lit;
  }

  get chosen(): Chosen | null {
    return this.#chosen;
  }

  get rows(): RowsOf | null {
    return this.#rows;
  }

  get query(): Query {
    return this.#query;
  }

  /** Milliseconds from the last change to its lists on screen. */
  get wait(): number | null {
    return this.#wait;
  }

  card(item: number): ItemCard | undefined {
    return this.lists.value?.cards.find((card) => card.item === item);
  }

  /** Whether the person has the item, changes tried included. */
  has(item: number): boolean {
    const { add, remove } = this.change.now;
    if (add.some((card) => card.item === item)) return true;
    if (remove.some((card) => card.item === item)) return false;
    return this.person.value?.history.some((entry) => entry.item.item === item) ?? false;
  }

  light(item: number | null): void {
    this.#lit = item;
  }

  /** Shows a user by id under the rules; what is shown already stays. */
  show(user: string | null, rules: Rules): void {
    const other = user !== this.#user;
    const first = this.#rules === null;
    const changed = JSON.stringify(rules) !== JSON.stringify(this.#rules);
    this.#rules = rules;
    if (user === null && this.#newcomer) {
      if (changed) void this.#refresh();
      return;
    }
    if (!other && !changed && !first) return;
    if (other) this.#begin(user, false);
    if (user === null) return;
    if (other) void this.person.load(() => this.#query('person', { user }));
    void this.#refresh();
  }

  /** A person from nothing: attributes and items are added by hand. */
  startNew(): void {
    this.#begin(null, true);
    this.person.clear();
    void this.#refresh();
  }

  /** After the change was changed. */
  tried(): void {
    void this.#refresh();
  }

  explain(chosen: Chosen | null): void {
    this.#chosen = chosen;
    if (chosen === null) return this.why.clear();
    void this.#explain(chosen);
    if (this.#alikeOpen) this.showAlike();
  }

  /** Users alike are asked for while they are looked at. */
  showAlike(open = true): void {
    this.#alikeOpen = open;
    if (!open) return;
    const question = { ...this.#who(), recommender: this.#chosen?.list ?? 0, top: 12 };
    void this.alike.load(() => this.#query('similar', question));
  }

  showRows(rows: RowsOf | null): void {
    this.#rows = rows;
  }

  loadChoices(): void {
    if (this.choices.value === null && !this.choices.busy)
      void this.choices.load(() => this.#query('attributes', {}));
  }

  #begin(user: string | null, newcomer: boolean): void {
    this.#user = user;
    this.#newcomer = newcomer;
    this.change.forget();
    this.#lit = null;
    this.#chosen = null;
    this.#rows = null;
    this.#wait = null;
    this.why.clear();
  }

  #who() {
    return { user: this.#user, whatIf: this.change.whatIf };
  }

  async #refresh(): Promise<void> {
    const rules = this.#rules;
    if (rules === null) return;
    const started = performance.now();
    await this.lists.load(() => this.#query('lists', { ...this.#who(), ...rules }));
    this.#wait = performance.now() - started;
    this.explain(this.#chosen ?? this.#firstOfInterest());
  }

  /** The best item of the first recommender that has something to say about this very person. */
  #firstOfInterest(): Chosen | null {
    const lists = this.lists.value?.lists ?? [];
    const personal = lists.findIndex(
      ({ fallback, entries }, at) =>
        fallback === null && entries.length > 0 && this.output.recommenders[at]?.type !== 'popular',
    );
    const list = Math.max(0, personal);
    const best = lists[list]?.entries[0];
    return best ? { list, item: best.item } : null;
  }

  /** While the user is being looked at, what the first change will be held against is worked out. */
  #getReady(user: string): void {
    clearTimeout(this.#restful);
    this.#restful = setTimeout(() => {
      const rules = this.#rules;
      if (this.#user !== user || this.change.active || rules === null) return;
      // Asked again, and then told of, when there is a change to show.
      this.#query('lists', { ...this.#who(), ...rules, ahead: true }).catch(() => undefined);
    }, restMilliseconds);
  }

  async #explain({ list, item }: Chosen): Promise<void> {
    const fallback = (this.lists.value?.lists[list]?.fallback ?? null) !== null;
    const question = { ...this.#who(), recommender: list, item, fallback };
    await this.why.load(() => this.#query('explain', question));
    if (this.#user !== null && !this.change.active) this.#getReady(this.#user);
  }
}
