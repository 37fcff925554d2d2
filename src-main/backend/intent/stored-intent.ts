import type { IntentModel, IntentMoment } from '#shared/intent/intent-model.ts';
import { decodeStored, encodeStored } from '../lib/index.ts';

/** An event of a tested session, as it can be looked at. */
export type StoredEvent = IntentMoment & {
  kind: string;
  item: string | null;
  /** Since the session began. */
  seconds: number | null;
};
export type StoredSession = {
  id: string;
  user: string | null;
  start: number | null;
  bought: boolean;
  events: StoredEvent[];
};

/** A model as it is kept, with what it needs to go on with a user, and tested sessions to look at. */
export type StoredIntent = {
  version: 1;
  model: IntentModel;
  /** Of each user over the whole log; empty where no column holds users. */
  users: { ids: string[]; sessions: Int32Array; purchases: Int32Array; last: Float64Array };
  /** Of the items met most: category and price as features see them. */
  items: { ids: string[]; category: Int32Array; price: Float64Array };
  /** When the log ends, milliseconds since 1970. */
  end: number | null;
  sessions: StoredSession[];
};

export function encodeIntent(stored: StoredIntent): Uint8Array {
  return encodeStored(stored);
}

export function decodeIntent(bytes: Uint8Array): StoredIntent {
  return decodeStored(bytes);
}
