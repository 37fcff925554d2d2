import { SessionFeatures, type SessionEvent } from '#shared/intent/session-features.ts';
import { featureNames } from '#shared/intent/vocabulary.ts';
import type { Random } from '#shared/random/index.ts';
import type { Events } from './read-events.ts';
import { historyOf, type Sessions } from './sessions.ts';
import type { MadeVocabulary } from './vocabulary.ts';

/** Moments within sessions, each right after an event: features [moments, columns] and what came of it. */
export type Moments = {
  count: number;
  columns: number;
  x: Float64Array;
  bought: Uint8Array;
  session: Int32Array;
  /** Events so far, and of the session before its end. */
  events: Int32Array;
  of: Int32Array;
  /** Place of the event in the sessions' order. */
  at: Int32Array;
};

/** Events of a session that are gone through at most: what comes later changes little and costs the most. */
const mostEvents = 200;

/** Turns rows into the events that features are made of. */
export class EventReader {
  readonly #events: Events;
  readonly #made: MadeVocabulary;

  constructor(events: Events, made: MadeVocabulary) {
    this.#events = events;
    this.#made = made;
  }

  read(row: number): SessionEvent {
    const { kind, item, category, price, time } = this.#events;
    const cost = price[row]!;
    return {
      kind: this.#made.kindPlace[kind[row]!]!,
      item: item[row]! < 0 ? null : item[row]!,
      category: category[row]! < 0 ? null : category[row]!,
      price: Number.isNaN(cost) ? null : cost,
      time: time === null ? null : time[row]!,
      context: this.#made.further.map(({ from, places }) => {
        const value = from.values[row]!;
        if (Number.isNaN(value)) return null;
        return places === null ? value : places[value]!;
      }),
    };
  }
}

export type MomentOptions = {
  /** Moments of a session, at most, drawn at random; null takes all. */
  each: number | null;
  random: Random;
  pace(): Promise<void>;
};

/** The moments of some sessions, session by session in the order of their events. @throws cancelled */
export async function momentsOf(
  sessions: Sessions,
  chosen: Int32Array,
  { events, made }: { events: Events; made: MadeVocabulary },
  { each, random, pace }: MomentOptions,
): Promise<Moments> {
  const columns = featureNames(made.vocabulary).length;
  const reader = new EventReader(events, made);
  const { order, from, to, purchase } = sessions;
  const lengths = Int32Array.from(chosen, (session) =>
    Math.min(mostEvents, to[session]! - from[session]!),
  );
  const count = lengths.reduce((sum, length) => sum + Math.min(length, each ?? length), 0);
  const moments: Moments = {
    ...{ count, columns, x: new Float64Array(count * columns), bought: new Uint8Array(count) },
    ...{ session: new Int32Array(count), events: new Int32Array(count) },
    ...{ of: new Int32Array(count), at: new Int32Array(count) },
  };
  const scratch = new Float64Array(columns);
  let moment = 0;
  for (const [place, session] of chosen.entries()) {
    const length = lengths[place]!;
    const history = historyOf(sessions, session, events.time !== null);
    const features = new SessionFeatures(made.vocabulary, history);
    let wanted = Math.min(length, each ?? length);
    for (let event = 0; event < length && wanted > 0; event++) {
      const at = from[session]! + event;
      features.add(reader.read(order[at]!), scratch);
      // Each of those left is as likely as the others to be taken.
      if (random.next() * (length - event) >= wanted) continue;
      wanted -= 1;
      moments.x.set(scratch, moment * columns);
      moments.bought[moment] = Number(purchase[session]! >= 0);
      moments.session[moment] = session;
      moments.events[moment] = event + 1;
      moments.of[moment] = to[session]! - from[session]!;
      moments.at[moment] = at;
      moment += 1;
    }
    await pace();
  }
  return moments;
}
