import type { Explanation } from '../recommenders/explanation.ts';
import type { Algorithm } from '../recommenders/index.ts';

/** A sparse matrix by rows: row r holds `index[pointer[r]..pointer[r + 1])` with the values beside them. */
export type SparseRows = { pointer: Int32Array; index: Int32Array; value: Float32Array };

/** A dense matrix by rows. */
export type DenseRows = { columns: number; value: Float32Array };

/** What recommenders learn from. Users and items are numbered from 0; a pair occurs once. */
export type RecommendData = {
  users: number;
  items: number;
  /** User rows over items; values are positive weights. */
  interactions: SparseRows;
  /** When each pair last happened, in the order of `interactions`; absent where no times are known. */
  times?: Float64Array;
  /** Encoded attributes, where there are any. */
  userFeatures: DenseRows | null;
  itemFeatures: DenseRows | null;
  /** Item rows over terms (TF-IDF, rows of length 1). */
  itemText: SparseRows | null;
  terms: number;
  /** Segment of each user, or null. */
  segments: Int32Array | null;
  /** User rows over users. */
  friends: SparseRows | null;
};

/** A user as a recommender sees one: known by number, or described by what is known (what-if, new users). */
export type UserInput = {
  /** Null for someone the model was not fitted on, or whose history is not the one it was fitted on. */
  user: number | null;
  items: Int32Array;
  weights: Float32Array;
  /** When each item was last had; absent where no times are known. */
  times?: Float64Array;
  features: Float32Array | null;
  segment: number | null;
  friends: Int32Array | null;
  /** Items had beside the history, which count for nothing in it (disliked, given back): left out with what was seen. */
  had?: Int32Array;
  /** The user this one was before a what-if: neighbours leave that row out, which would only repeat the past. */
  before?: number;
};

/** Ranks and lists of a batch of users over the full catalogue. */
export type RankResult = {
  /** Average rank (1 is best; ties share the mean) of each relevant item, in the order given. */
  ranks: Float32Array;
  /** Items with the same score as each relevant item, itself among them: 1 where it is not tied. */
  ties: Int32Array;
  /** Items that were ranked for each user (catalogue less those excluded). */
  candidates: Int32Array;
  /** [users, top] best items, -1 where there are fewer. */
  top: Int32Array;
  topScores: Float32Array;
};

/** A named tensor of what a recommender learnt; row-major, indices as whole numbers. */
export type StateTensor = { name: string; shape: number[]; data: Float32Array | Int32Array };

export type RecommendMethods = {
  'recommend.load': {
    params: { data: string; content: RecommendData };
    result: null;
    event: never;
  };
  'recommend.fit': {
    params: { data: string; model: string; algorithm: Algorithm; seed: number };
    result: { state: StateTensor[]; seconds: number; epochs: { epoch: number; loss: number }[] };
    event: { done: number; total: number; loss: number | null };
  };
  'recommend.restore': {
    params: { data: string; model: string; algorithm: Algorithm; state: StateTensor[] };
    result: null;
    event: never;
  };
  /** Makes a weighted hybrid of loaded models: scores are standardised per user, then summed with the weights. */
  'recommend.combine': {
    params: { data: string; model: string; parts: { model: string; weight: number }[] };
    result: null;
    event: never;
  };
  /** Ends the fitting and ranking of a model at its next slice of work: they fail with `cancelled`. */
  'recommend.stop': { params: { model: string }; result: null; event: never };
  'recommend.drop': { params: { id: string }; result: null; event: never };
  /** `seen`: leave out what the user already has; `relevant` rows are the held-out items of each user. */
  'recommend.rank': {
    params: {
      model: string;
      users: Int32Array;
      relevant: SparseRows;
      top: number;
      seen: boolean;
      /** Items never to be recommended (out of stock, by rule). */
      exclude: Int32Array;
      /** NCF compatibility: rank only among these candidates per user instead of the catalogue. */
      candidates: SparseRows | null;
      /** What each user had beside what was learnt, rows following the users: left out with what was seen. */
      had: SparseRows | null;
      /** Seed of the order that equal items take in the lists; null goes by their number. */
      tieSeed: number | null;
    };
    result: RankResult;
    event: { done: number; total: number };
  };
  'recommend.top': {
    params: { models: string[]; user: UserInput; top: number; seen: boolean; exclude: Int32Array };
    result: { lists: { items: Int32Array; scores: Float32Array }[] };
    event: never;
  };
  /** The best items of many people as described; as in `recommend.rank`, -1 where there are fewer. */
  'recommend.topEach': {
    params: { model: string; users: UserInput[]; top: number; seen: boolean; exclude: Int32Array };
    result: Pick<RankResult, 'top' | 'topScores'>;
    event: never;
  };
  'recommend.explain': {
    params: { model: string; user: UserInput; item: number };
    result: Explanation;
    event: never;
  };
  /** Nearest users by the model's own vectors or by history. */
  'recommend.similar': {
    params: { model: string; user: UserInput; top: number };
    result: { users: Int32Array; similarities: Float32Array };
    event: never;
  };
  /** The vector of one user, a new history folded in; null where the model has none. */
  'recommend.vector': {
    params: { model: string; user: UserInput };
    result: Float32Array | null;
    event: never;
  };
  /** The vectors a model learnt, for profiles and maps; null where it has none. */
  'recommend.vectors': {
    params: { model: string };
    result: { users: DenseRows | null; items: DenseRows | null };
    event: never;
  };
};
