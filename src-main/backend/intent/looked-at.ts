import { foretell, type IntentModel } from '#shared/intent/intent-model.ts';
import { shuffle, type Random } from '#shared/random/index.ts';
import { momentsBySession, type Foretold } from './evaluate-intent.ts';
import { EventReader } from './moments.ts';
import type { Events } from './read-events.ts';
import { historyOf, type Sessions } from './sessions.ts';
import type { StoredSession } from './stored-intent.ts';
import type { MadeVocabulary } from './vocabulary.ts';

const mostSessions = 1000;

/** Tested sessions event by event, with the reasons: as many that end in a purchase as there are, up to half, and others. */
export async function lookedAt(
  model: IntentModel,
  { moments }: Foretold,
  { events, made }: { events: Events; made: MadeVocabulary },
  sessions: Sessions,
  random: Random,
  pace: () => Promise<void>,
): Promise<StoredSession[]> {
  const { order, from, purchase, user, start } = sessions;
  const reader = new EventReader(events, made);
  const bySession = momentsBySession(moments);
  const isBought = (session: number): boolean => purchase[session]! >= 0;
  const all = shuffle([...bySession.keys()], random);
  const buyers = all.filter(isBought).slice(0, mostSessions / 2);
  const others = all.filter((session) => !isBought(session)).slice(0, mostSessions - buyers.length);
  const found: StoredSession[] = [];
  const names = new Set<string>();
  for (const session of [...buyers, ...others].sort((a, b) => a - b)) {
    const length = bySession.get(session)!.length;
    const rows = order.subarray(from[session], from[session]! + length);
    const list = foretell(
      model,
      Array.from(rows, (row) => reader.read(row)),
      historyOf(sessions, session, events.time !== null),
    );
    const who = user[session]! < 0 ? null : events.users.names[user[session]!]!;
    const named = events.owners.names[events.owner[rows[0]!]!]!.split('\u0000')[0]!;
    let id = named;
    // Sessions told apart by pauses go by their user, and by number.
    for (let number = 2; names.has(id); number++) id = `${named} (${number})`;
    names.add(id);
    found.push({
      ...{ id, user: who, start: events.time === null ? null : start[session]! },
      bought: isBought(session),
      events: list.map(({ probability, reasons }, at) => {
        const row = rows[at]!;
        const item = events.item[row]!;
        return {
          ...{ kind: events.kinds.names[events.kind[row]!]!, probability, reasons },
          item: item < 0 ? null : events.items.names[item]!,
          seconds: events.time === null ? null : (events.time[row]! - start[session]!) / 1000,
        };
      }),
    });
    await pace();
  }
  return found;
}
