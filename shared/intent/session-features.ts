import type { IntentVocabulary } from './vocabulary.ts';

/** An event as features see it. Items and categories only need to be told apart. */
export type SessionEvent = {
  /** Place in the vocabulary's kinds; -1 for another. */
  kind: number;
  item: string | number | null;
  category: string | number | null;
  price: number | null;
  /** Milliseconds since 1970. */
  time: number | null;
  /** Of each further column: its number, or the place of its value; null where missing or unknown. */
  context: readonly (number | null)[];
};

/** What the user did before the session began. */
export type UserHistory = {
  sessions: number;
  purchases: number;
  /** When the latest of them ended, milliseconds since 1970; null without one or without times. */
  last: number | null;
};
export const noHistory: UserHistory = { sessions: 0, purchases: 0, last: null };

const dayMs = 86_400_000;

/** Takes a session's events one by one and tells after each what is known so far; it never sees a later one. */
export class SessionFeatures {
  readonly #vocabulary: IntentVocabulary;
  readonly #history: UserHistory;
  readonly #counts: Float64Array;
  readonly #pairs: Float64Array;
  readonly #items = new Set<string | number>();
  readonly #categories = new Set<string | number>();
  #events = 0;
  #last = -1;
  #before = -1;
  #start: number | null = null;
  #time: number | null = null;
  #logGaps = 0;
  #item: string | number | null = null;
  #category: string | number | null = null;
  #returns = 0;
  #stays = 0;
  #moves = 0;
  #prices = 0;
  #priceSum = 0;

  constructor(vocabulary: IntentVocabulary, history: UserHistory = noHistory) {
    this.#vocabulary = vocabulary;
    this.#history = history;
    this.#counts = new Float64Array(vocabulary.kinds.length);
    this.#pairs = new Float64Array(vocabulary.pairs.length);
  }

  /** Writes the columns of `featureNames` into `out` from `offset` on. Missing numbers are told as 0. */
  add(event: SessionEvent, out: Float64Array, offset = 0): void {
    const { pairs, kinds, has, contexts } = this.#vocabulary;
    let at = offset;
    const put = (value: number): void => {
      out[at++] = value;
    };
    this.#before = this.#last;
    this.#last = event.kind;
    this.#events += 1;
    if (event.kind >= 0) this.#counts[event.kind]! += 1;
    put(this.#events);
    for (const count of this.#counts) put(count);
    for (const count of this.#counts) put(count / this.#events);
    for (let kind = 0; kind < kinds.length; kind++) put(Number(kind === this.#last));
    for (let kind = 0; kind < kinds.length; kind++)
      put(Number(this.#events > 1 && kind === this.#before));
    pairs.forEach(([a, b], pair) => {
      if (this.#events > 1 && a === this.#before && b === this.#last) this.#pairs[pair]! += 1;
      put(this.#pairs[pair]!);
    });
    if (has.time) this.#putTime(event.time, put);
    const moved = this.#putItem(event, put);
    this.#putCategory(event, moved, put);
    if (has.price) {
      if (event.price !== null && event.price > 0) {
        this.#prices += 1;
        this.#priceSum += Math.log(event.price);
      }
      put(event.price !== null && event.price > 0 ? Math.log(event.price) : 0);
      put(this.#prices === 0 ? 0 : this.#priceSum / this.#prices);
    }
    this.#putHistory(put);
    contexts.forEach(({ values }, c) => {
      const value = event.context[c] ?? null;
      if (values === null) put(value ?? 0);
      else for (let place = 0; place < values.length; place++) put(Number(place === value));
    });
  }

  #putTime(time: number | null, put: (value: number) => void): void {
    let gap = 0;
    if (time !== null) {
      this.#start ??= time;
      if (this.#time !== null) {
        gap = Math.log1p(Math.max(0, time - this.#time) / 1000);
        this.#logGaps += gap - this.#vocabulary.usualGap;
      }
      this.#time = time;
    }
    const start = this.#start;
    put(start === null || time === null ? 0 : Math.log1p(Math.max(0, time - start) / 1000));
    put(gap);
    put(this.#logGaps);
    const hour = start === null ? 0 : ((start % dayMs) / dayMs) * 2 * Math.PI;
    put(start === null ? 0 : Math.sin(hour));
    put(start === null ? 0 : Math.cos(hour));
    const day = start === null ? 1 : new Date(start).getUTCDay();
    put(Number(day === 0 || day === 6));
  }

  /** Gives whether the event is of another item than the last one. */
  #putItem({ item }: SessionEvent, put: (value: number) => void): boolean {
    const moved = item !== null && item !== this.#item;
    const returned = moved && this.#items.has(item);
    if (returned) this.#returns += 1;
    if (item !== null) {
      this.#items.add(item);
      this.#item = item;
    }
    if (this.#vocabulary.has.item) {
      put(this.#items.size);
      put(this.#returns);
      put(Number(returned));
    }
    return moved;
  }

  #putCategory(
    { category, item }: SessionEvent,
    moved: boolean,
    put: (value: number) => void,
  ): void {
    if (!this.#vocabulary.has.category) return;
    let stayed = false;
    // Of what is done with one item only the first says where the person goes.
    if (category !== null && (moved || item === null)) {
      if (this.#category !== null) {
        stayed = category === this.#category;
        if (stayed) this.#stays += 1;
        else this.#moves += 1;
      }
      this.#category = category;
      this.#categories.add(category);
    }
    put(this.#categories.size);
    put(this.#stays);
    put(this.#moves);
    put(Number(stayed));
  }

  #putHistory(put: (value: number) => void): void {
    const { has } = this.#vocabulary;
    if (!has.user) return;
    const { sessions, purchases, last } = this.#history;
    put(Math.log1p(sessions));
    put(Math.log1p(purchases));
    put(sessions === 0 ? 0 : (purchases + 0.5) / (sessions + 1));
    if (!has.time) return;
    const since = last === null || this.#start === null ? 0 : this.#start - last;
    put(Math.log1p(Math.max(0, since) / dayMs));
  }
}
