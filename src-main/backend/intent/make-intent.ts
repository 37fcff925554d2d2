import type { IntentOutput, IntentSettings } from '#shared/model/cells/intent.ts';
import type { IntentModel } from '#shared/intent/intent-model.ts';
import { rawScore } from '#shared/intent/intent-model.ts';
import { featureNames } from '#shared/intent/vocabulary.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { createRandom, deriveSeed, shuffle } from '#shared/random/index.ts';
import { centredAt, isotonic } from '#shared/statistics/isotonic.ts';
import { createPacer } from '../lib/index.ts';
import type { TableStore } from '../storage/index.ts';
import { alarmsOf } from './alarms.ts';
import { earlyLift, reliabilityOf, type Foretold } from './evaluate-intent.ts';
import { fitLinearScorer, fitTreeScorer, logLoss } from './fit-scorer.ts';
import { lookedAt } from './looked-at.ts';
import { momentsOf, type Moments } from './moments.ts';
import { cutSessions, type Part, type Parts } from './cut-sessions.ts';
import { readEvents, type Events } from './read-events.ts';
import { purchaseKinds, sessionColumns } from './session-columns.ts';
import { makeSessions, type Sessions } from './sessions.ts';
import type { StoredIntent } from './stored-intent.ts';
import { usersOf } from './users.ts';
import { makeVocabulary, type MadeVocabulary } from './vocabulary.ts';

export type IntentJob = {
  tables: TableStore;
  table: TableInfo;
  settings: IntentSettings;
  seed: number;
  now: number;
  signal: AbortSignal;
  progress(stage: 'reading' | 'fitting' | 'evaluating', done: number, total: number): void;
};
export type MadeIntent = { stored: StoredIntent } & Omit<
  IntentOutput,
  'model' | 'best' | 'synthetic' | 'seconds'
>;
type Scorer = IntentModel['scorer'];

/** Moments that are learnt from, at most, and those of one session; sessions that calibrate and that test. */
const learntMoments = 100_000;
const mostEach = 8;
const mostSessions = 20_000;
const mostFurther = 8;

/**
 * Learns from sessions how likely each moment is to be followed by a purchase, and tests it on later ones.
 * @throws column_missing, time_*, intent_*, cancelled
 */
export async function makeIntent(job: IntentJob): Promise<MadeIntent> {
  const { tables, table, settings, signal } = job;
  const pace = createPacer(signal);
  const columns = sessionColumns(table, settings.columns);
  const further = settings.columns.further ?? furtherColumns(table, Object.values(columns));
  const events = await readEvents(
    tables,
    table,
    { ...columns, further },
    {
      ...{ pace, now: job.now },
      progress: (done, of) => job.progress('reading', done, of),
    },
  );
  const counts = kindCounts(events);
  const purchase = purchaseKinds(counts, settings.purchase);
  const bought = new Set(purchase.map((kind) => events.kinds.find(kind)));
  const gap = columns.session === null ? settings.gapMinutes * 60_000 : null;
  const sessions = await makeSessions(events, (kind) => bought.has(kind), gap, pace);
  const parts = cutSessions(sessions, settings);
  const { user, item, category, price } = columns;
  const made = makeVocabulary(events, sessions, parts.train, {
    guarded: settings.columns.further === null,
    has: {
      ...{ time: events.time !== null, item: item !== null, category: category !== null },
      ...{ price: price !== null, user: user !== null },
    },
  });
  const random = createRandom(deriveSeed(job.seed, 'intent'));
  const drawn = (part: Part, most: number): Int32Array =>
    shuffle(parts[part].slice(), random).slice(0, most).sort();
  const log = { events, made };
  const each = Math.min(mostEach, Math.max(1, Math.floor(learntMoments / parts.train.length)));
  const learn = drawn('train', learntMoments);
  const train = await momentsOf(sessions, learn, log, { each, random, pace });
  const validation = await momentsOf(sessions, drawn('validation', mostSessions), log, {
    ...{ each: mostEach, random, pace },
  });
  const { scorer, candidates, scores } = await chooseScorer(train, validation, settings.model, {
    ...{ pace, progress: (done, of) => job.progress('fitting', done, of) },
  });
  const base = share(train.bought);
  const model: IntentModel = {
    ...{ vocabulary: made.vocabulary, scorer, first: firstOf(train) },
    calibration: isotonic(scores, validation.bought),
  };
  const rule = ruleOf(train, made, events, sessions);
  const tested = drawn('test', mostSessions);
  const test = await momentsOf(sessions, tested, log, { each: null, random, pace });
  const foretold = await foretellAll(model, test, rule, pace);
  job.progress('evaluating', 1, 2);
  const known = await foretellAll(model, validation, rule, pace);
  const output = {
    ...{ early: earlyLift(foretold), alarms: alarmsOf(known, foretold, sessions, events) },
    reliability: reliabilityOf(foretold, base, random),
  };
  return {
    stored: {
      ...{ version: 1, model, ...usersOf(events, sessions, bought) },
      sessions: await lookedAt(model, foretold, log, sessions, random, pace),
    },
    columns: { ...columns, further: further.filter((name) => !made.givenAway.includes(name)) },
    ...{ purchase, kinds: namedCounts(counts), base, timed: events.time !== null },
    ...{ rows: events.rows, leftOut: events.rows - events.count, ties: sessions.ties },
    ...{ sessions: sessions.count, ...ends(sessions), afterwards: sessions.afterwards },
    ...{ users: user === null ? null : events.users.names.length, givenAway: made.givenAway },
    ...{ parts: toldParts(parts, sessions, events.time !== null), scorer: scorer.type },
    ...{ features: featureNames(made.vocabulary).length, candidates, ...output },
  };
}

/** Mean features after a first event; of all moments where none of those is a first one. */
function firstOf({ x, columns, count, events }: Moments): Float64Array {
  const chosen = [...Array(count).keys()].filter((moment) => events[moment] === 1);
  const rows = chosen.length > 0 ? chosen : [...Array(count).keys()];
  const sums = new Float64Array(columns);
  for (const row of rows)
    for (let column = 0; column < columns; column++) sums[column]! += x[row * columns + column]!;
  return sums.map((sum) => sum / rows.length);
}

/** Columns of few values that nothing else is said by. */
function furtherColumns({ columns }: TableInfo, taken: readonly (string | null)[]): string[] {
  return columns
    .filter(
      ({ type, name }) => (type === 'category' || type === 'boolean') && !taken.includes(name),
    )
    .map(({ name }) => name)
    .slice(0, mostFurther);
}

async function chooseScorer(
  train: Moments,
  validation: Moments,
  wanted: IntentSettings['model'],
  { pace, progress }: { pace: () => Promise<void>; progress: (done: number, of: number) => void },
): Promise<{ scorer: Scorer; candidates: IntentOutput['candidates']; scores: Float64Array }> {
  const fitted: Scorer[] = [];
  if (wanted !== 'trees') fitted.push(await fitLinearScorer(train, pace));
  if (wanted !== 'linear') fitted.push(await fitTreeScorer(train, validation, pace, progress));
  const found = await Promise.all(
    fitted.map(async (scorer) => {
      const scores = await scoresOf(scorer, validation, pace);
      return { scorer, scores, logLoss: logLoss(scores, validation.bought) };
    }),
  );
  const best = found.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  return {
    ...{ scorer: best.scorer, scores: best.scores },
    candidates: found.map(({ scorer, logLoss: loss }) => ({ scorer: scorer.type, logLoss: loss })),
  };
}

async function scoresOf(
  scorer: Scorer,
  { x, columns, count }: Moments,
  pace: () => Promise<void>,
): Promise<Float64Array> {
  const scores = new Float64Array(count);
  for (let moment = 0; moment < count; moment++) {
    scores[moment] = rawScore(scorer, x, moment * columns, columns);
    if (moment % 256 === 0) await pace();
  }
  return scores;
}

async function foretellAll(
  { scorer, calibration }: IntentModel,
  moments: Moments,
  rule: (moment: Moments, at: number) => number,
  pace: () => Promise<void>,
): Promise<Foretold> {
  const scores = await scoresOf(scorer, moments, pace);
  return {
    ...{ moments, probability: scores.map((score) => centredAt(calibration, score)) },
    rule: scores.map((_, at) => rule(moments, at)),
  };
}

/** Share of purchases after the latest kind alone, in what was learnt. */
function ruleOf(
  train: Moments,
  { kindPlace }: MadeVocabulary,
  events: Events,
  { order }: Sessions,
): (moments: Moments, at: number) => number {
  const kindAt = ({ at }: Moments, moment: number): number =>
    kindPlace[events.kind[order[at[moment]!]!]!]!;
  const found = new Map<number, [bought: number, all: number]>();
  train.bought.forEach((one, moment) => {
    const kind = kindAt(train, moment);
    const [hits, all] = found.get(kind) ?? [0, 0];
    found.set(kind, [hits + one, all + 1]);
  });
  const base = share(train.bought);
  return (moments, at) => {
    const [hits, all] = found.get(kindAt(moments, at)) ?? [base, 1];
    return hits / all;
  };
}

function kindCounts({ count, kind, kinds }: Events): Map<string, number> {
  const counts = new Float64Array(kinds.names.length);
  for (let row = 0; row < count; row++) counts[kind[row]!]! += 1;
  return new Map(kinds.names.map((name, code) => [name, counts[code]!]));
}

function namedCounts(counts: ReadonlyMap<string, number>): IntentOutput['kinds'] {
  return [...counts]
    .map(([kind, events]) => ({ kind, events }))
    .sort((a, b) => b.events - a.events)
    .slice(0, 100);
}

function ends({ purchase, from, to }: Sessions): { purchases: number; atOnce: number } {
  const bought = [...purchase.keys()].filter((session) => purchase[session]! >= 0);
  const atOnce = bought.filter((session) => from[session] === to[session]);
  return { purchases: bought.length, atOnce: atOnce.length };
}

function toldParts(
  parts: Parts,
  { purchase, start }: Sessions,
  timed: boolean,
): IntentOutput['parts'] {
  const told = (part: Part): IntentOutput['parts'][Part] => ({
    sessions: parts[part].length,
    purchases: parts[part].filter((session) => purchase[session]! >= 0).length,
    from: timed ? new Date(start[parts[part][0]!]!).toISOString() : null,
  });
  return { train: told('train'), validation: told('validation'), test: told('test') };
}

function share(bought: Uint8Array): number {
  return bought.reduce((sum, one) => sum + one, 0) / Math.max(1, bought.length);
}
