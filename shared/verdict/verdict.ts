import type { EvaluateOutput } from '../model/cells/evaluate.ts';
import type { Json } from '../model/json.ts';

/** A cell as seen from the one that is judged: itself, the nearest of a kind it depends on, or what feeds a slot. */
export type CellRef = 'self' | { kind: string } | { slot: string; at: number };

/** One setting given a new value. */
export type Change = { of: CellRef; path: (string | number)[]; value: Json };

/** A cell to add: below the judged one, or before it and connected to a slot of it (`feeds`). */
export type Addition = {
  kind: string;
  settings: Record<string, Json>;
  inputs: Record<string, CellRef>;
  feeds?: string;
};

/** What a button under a verdict does, in edits the notebook has; `run` is run afterwards. */
export type Action = {
  id: ActionId;
  changes?: Change[];
  add?: Addition;
  run?: CellRef | 'added';
};

export type ActionId =
  | 'lower_rate'
  | 'stop_early'
  | 'more_dropout'
  | 'less_dropout'
  | 'train_on'
  | 'evaluate'
  | 'move_threshold'
  | 'weight_classes'
  | 'use_linear'
  | 'hold_out_more'
  | 'open_test'
  | 'usual_settings'
  | 'try_algorithm'
  | 'tune'
  | 'compare'
  | 'allow_repeats'
  | 'lists'
  | 'fewer_segments'
  | 'without_taste';

/** What each verdict tells, and the numbers it says it with. Shares are between 0 and 1, epochs count from 1. */
export type Findings = {
  diverged: { step: number; value: string; rate: number };
  overfitted: { train: number; validation: number; risingSince: number | null };
  still_improving: { epochs: number; last: number; fall: number };
  dropout_explains_gap: { train: number; validation: number; rate: number };
  well_trained: { best: number; train: number; validation: number };
  never_predicts: { classes: string[]; rows: number };
  beaten_by_baseline: Contest;
  few_positives: { value: string; rows: number; low: number | null; high: number | null };
  level_with_baseline: Contest;
  better_than_baseline: Contest;
  none_beats_popular: { algorithm: string; k: number; ratio: number | null };
  lists_collapsed: { algorithms: string[]; k: number; coverage: number; popular: number };
  repeats_held_out: { share: number };
  best_recommender: { algorithm: string; k: number; hits: number; ratio: number | null };
  vectors_collapsed: { rank: number; dimensions: number; cosine: number };
  fitted: { seconds: number };
  segments_hardly_apart: { silhouette: number; segments: number };
  segments_apart: { silhouette: number; segments: number };
};

/** The model against its strongest baseline: of how many metrics each is ahead, and the figure read first. */
type Contest = {
  baseline: EvaluateOutput['model']['name'];
  ahead: number;
  of: number;
  metric: string;
  own: number;
  theirs: number;
};

export type VerdictId = keyof Findings;

/** One sentence on a result. `warn` asks for a change, `good` says that none is needed, `info` stands between. */
export type Verdict<Id extends VerdictId = VerdictId> = {
  [K in Id]: { id: K; tone: 'good' | 'info' | 'warn'; values: Findings[K]; actions: Action[] };
}[Id];

/** A cell and its stored result, as a rule is handed them; both still to be read by the kind's schema. */
export type Judged = { settings: unknown; output: unknown };

/** What the judged cell depends on, nearest first. */
export type Upstream = (kind: string) => readonly Judged[];
