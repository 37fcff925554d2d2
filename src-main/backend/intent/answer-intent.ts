import { largest } from '#shared/statistics/extremes.ts';
import type {
  IntentSession,
  IntentSessions,
  LiveIntent,
  ShownSession,
  TypedEvent,
} from '#shared/model/cells/intent.ts';
import { foretell } from '#shared/intent/intent-model.ts';
import { noHistory } from '#shared/intent/session-features.ts';
import { featureNames } from '#shared/intent/vocabulary.ts';
import { decodeIntent, type StoredIntent, type StoredSession } from './stored-intent.ts';

type Order = 'latest' | 'surest' | 'missed' | 'alarms';

/** What is asked of a model that foretells purchases: tested sessions, and sessions typed in. */
export class IntentAnswers {
  readonly #stored: StoredIntent;
  readonly #users: ReadonlyMap<string, number>;
  readonly #items: ReadonlyMap<string, number>;

  constructor(bytes: Uint8Array) {
    this.#stored = decodeIntent(bytes);
    this.#users = new Map(this.#stored.users.ids.map((id, place) => [id, place]));
    this.#items = new Map(this.#stored.items.ids.map((id, place) => [id, place]));
  }

  /**
   * `surest`: purchases that were foretold; `missed`: those that were not; `alarms`: high probabilities that came to nothing.
   */
  sessions({ order, text, limit }: { order: Order; text: string; limit: number }): IntentSessions {
    const wanted = text.trim().toLowerCase();
    const found = this.#stored.sessions
      .map(shown)
      .filter(
        ({ id, user }) =>
          id.toLowerCase().includes(wanted) || user?.toLowerCase().includes(wanted) === true,
      )
      .filter(({ bought }) => order === 'latest' || bought === (order !== 'alarms'));
    const rank: Record<Order, (one: ShownSession) => number> = {
      latest: () => 0,
      surest: ({ last }) => -last,
      missed: ({ highest }) => highest,
      alarms: ({ highest }) => -highest,
    };
    // The stored order is that of time.
    const ordered = found.reverse().sort((a, b) => rank[order](a) - rank[order](b));
    return { total: ordered.length, sessions: ordered.slice(0, limit) };
  }

  session(id: string): IntentSession | null {
    const one = this.#stored.sessions.find((session) => session.id === id);
    if (one === undefined) return null;
    return { ...shown(one), list: one.events };
  }

  /** A session typed in, as if it began where the log ends. */
  live(user: string | null, events: readonly TypedEvent[]): LiveIntent {
    const { model, users, items, end } = this.#stored;
    const { kinds, contexts, has } = model.vocabulary;
    const who = user === null ? undefined : this.#users.get(user);
    const last = who === undefined ? NaN : users.last[who]!;
    const history =
      who === undefined
        ? noHistory
        : {
            ...{ sessions: users.sessions[who]!, purchases: users.purchases[who]! },
            last: Number.isNaN(last) ? null : last,
          };
    const names = featureNames(model.vocabulary);
    // Nothing is known of further columns: numbers are as usual, values none.
    const context = contexts.map(({ column, values }) => {
      if (values !== null) return null;
      return model.first[names.findIndex(({ what, of }) => what === 'context' && of === column)]!;
    });
    let time = end;
    const moments = foretell(
      model,
      events.map(({ kind, item, minutes }, at) => {
        if (time !== null && at > 0) time += minutes * 60_000;
        const place = item === null ? undefined : this.#items.get(item);
        const category = place === undefined ? -1 : items.category[place]!;
        const price = place === undefined ? NaN : items.price[place]!;
        return {
          ...{ kind: kinds.indexOf(kind), item, context, time: has.time ? time : null },
          category: category < 0 ? null : category,
          price: Number.isNaN(price) ? null : price,
        };
      }),
      history,
    );
    return {
      moments,
      history: who === undefined ? null : history,
      start: end === null ? null : new Date(end).toISOString(),
    };
  }
}

function shown({ id, user, start, bought, events }: StoredSession): ShownSession {
  const said = events.map(({ probability }) => probability);
  return {
    ...{ id, user, bought, events: events.length, last: said.at(-1)! },
    ...{ start: start === null ? null : new Date(start).toISOString(), highest: largest(said) },
  };
}
