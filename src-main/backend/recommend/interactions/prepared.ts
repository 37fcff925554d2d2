import type { TableId } from '#shared/model/ids.ts';
import type { InteractionsSettings, PairValueMode } from '#shared/model/cells/interactions.ts';
import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import { decodeStored, encodeStored } from '../../lib/index.ts';
import type { FeatureRule } from './sides/side-data.ts';
import type { CellValue } from '#shared/model/table.ts';
import type { TimeFormat } from '#shared/values/time/index.ts';

/** Anything but numbers is written as text. */
export type IdType = 'integer' | 'real' | 'text';

/** Ids of the stored tables by what they are for. */
export type PreparedTables = {
  events: string;
  users: string | null;
  items: string | null;
  friends: string | null;
  /** Events for the test that came apart; null where they do not count. */
  test: string | null;
};

/** Everything recommender cells know about users, items and events; kept as one blob. */
export type Prepared = {
  version: 2;
  /** What recommenders learn from. */
  learn: RecommendData;
  /** First and latest time and number of events of each learnt pair, in the order of `learn.interactions`. */
  pairFirst: Float64Array;
  pairTime: Float64Array;
  pairEvents: Int32Array;
  /** Held-out pairs of every user (rows), items the user has not in the learnt part. */
  test: SparseRows;
  testTime: Float64Array;
  /** For each held-out pair (rows) the items it is to be ranked among, where they were given. */
  negatives: SparseRows | null;
  /**
   * What users had in the learnt part, and in the held-out part, without being in `learn` or `test`: disliked, given back,
   * or of what counts for nothing. It is not recommended again.
   */
  had: SparseRows;
  hadLater: SparseRows;
  timed: boolean;
  userIds: string[];
  itemIds: string[];
  titles: string[];
  categories: (string | null)[] | null;
  /** What joins several categories of one item; null where each has one. */
  categorySeparator: string | null;
  prices: (number | null)[] | null;
  segmentNames: string[];
  /** The attribute that segments are made of. */
  segmentColumn: string | null;
  userFeatureNames: string[];
  /** How each user feature comes from an attribute, so that a changed one can be tried. */
  userEncoding: FeatureRule[];
  itemFeatureNames: string[];
  /** User attributes as they stand in the users table, one array a column. */
  attributes: { name: string; values: CellValue[] }[];
  /** Where the events came from, so that a pair can be followed to its rows. */
  source: { table: TableId; user: string; item: string };
  /** Where it was prepared from, so that it can be prepared anew without a test part. */
  made: {
    tables: PreparedTables;
    settings: InteractionsSettings;
    /** How times were written that tables do not store as dates; new ones must be written alike. */
    time?: TimeFormat | null;
    /** What ids are in the events. */
    idTypes: { user: IdType; item: IdType };
  };
  /** Settings the events were read by, so that later events are read the same way. */
  mapping: InteractionsSettings;
  split: 'time' | 'last' | 'random' | 'given' | 'none';
  /** What a pair's summed weight counts for. */
  value: PairValueMode;
  cut: number | null;
  synthetic: boolean;
};

export function encodePrepared(prepared: Prepared): Uint8Array {
  return encodeStored(prepared);
}

/** Blobs of version 1 know of nothing that was had and not learnt. */
export function decodePrepared(bytes: Uint8Array): Prepared {
  const stored = decodeStored<Prepared>(bytes);
  const nothing = (): SparseRows => ({
    pointer: new Int32Array(stored.learn.users + 1),
    index: new Int32Array(0),
    value: new Float32Array(0),
  });
  const later = {
    negatives: stored.negatives ?? null,
    categorySeparator: stored.categorySeparator ?? null,
  };
  const { learn, timed, pairTime } = stored;
  return {
    ...stored,
    ...later,
    // Earlier blobs tell times beside what is learnt from alone.
    learn: timed ? { ...learn, times: pairTime } : learn,
    had: stored.had ?? nothing(),
    hadLater: stored.hadLater ?? nothing(),
  };
}
