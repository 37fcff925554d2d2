import { largest } from '#shared/statistics/extremes.ts';
import type { SparseRows } from '#shared/engine/recommend.ts';
import type {
  BeyondAccuracy,
  CompareOutput,
  CompareSettings,
} from '#shared/model/cells/compare.ts';
import { createRandom, deriveSeed } from '#shared/random/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { Recommending } from '../fit/index.ts';
import type { Prepared } from '../interactions/index.ts';
import { beyondAccuracyAt, catalogueOf } from './beyond-accuracy.ts';
import type { ComparedModel } from './compared-model.ts';
import { givenCandidates } from './given-candidates.ts';
import { ncfCandidates } from './ncf-candidates.ts';
import { rankUsers, type Ranked } from './rank-users.ts';
import { ScoreTable } from './score-table.ts';
import type { TestPart } from './test-part.ts';

export type MeasureContext = {
  recommending: Recommending;
  prepared: Prepared;
  settings: Pick<CompareSettings, 'candidates' | 'seen' | 'folds'>;
  /** Ascending; the longest is the length of the lists. */
  ks: readonly number[];
  seed: number;
  signal: AbortSignal;
  pace(): Promise<void>;
  told(report: {
    stage: 'ranking' | 'fitting';
    done: number;
    total: number;
    unit: 'users' | 'parts';
    note?: string;
  }): void;
};

/** One recommender measured: users' values column by column, and its lists. */
export type Measured = {
  columns: Float64Array[];
  beyond: (BeyondAccuracy | null)[];
  fitSeconds: number;
  rankSeconds: number;
};

export type Measurement = {
  /** The measured users; rows of the columns. */
  users: Int32Array;
  testPairs: number;
  models: Measured[];
};

/** A test part as it will be ranked: the whole catalogue, or sampled candidates. */
type Question = { test: TestPart; candidates: SparseRows | null };

/** Ranks with the recommenders as fitted, on the held-out part. Throws cancelled, engine_*. */
export async function measureHeldOut(
  models: readonly ComparedModel[],
  test: TestPart,
  context: MeasureContext,
): Promise<Measurement> {
  const { prepared, recommending, ks, pace } = context;
  const learnt = prepared.learn.interactions;
  const question = questionOf(test, learnt, context);
  const catalogue = catalogueOf(learnt, prepared.learn.items);
  const total = models.length * question.test.users.length;
  // Among given candidates a user may be asked about several times.
  const users = Int32Array.from(new Set(question.test.users));
  const measured: Measured[] = [];
  for (const { ref, name, fitSeconds } of models) {
    const before = measured.length * question.test.users.length;
    const told = (done: number): void =>
      context.told({
        ...{ stage: 'ranking', done: before + done, total, unit: 'users' },
        ...(name !== '' && { note: name }),
      });
    told(0);
    const ranked = await recommending.ask([ref], (client) =>
      rankQuestion(client, ref.id, question, context, told),
    );
    const table = new ScoreTable(users, ks);
    table.add(question.test, ranked);
    measured.push({
      columns: table.columns(),
      beyond: question.candidates
        ? ks.map(() => null)
        : await beyondAccuracyAt(ks, { users: test.users, ...ranked }, catalogue, pace),
      fitSeconds,
      rankSeconds: ranked.seconds,
    });
  }
  return {
    users,
    testPairs: question.test.relevant.index.length,
    models: measured,
  };
}

/** Among which items held-out ones are ranked; folds are cut anew, so that what was given with a test part is not theirs. */
export function candidatesOf(
  { negatives }: Pick<Prepared, 'negatives'>,
  { candidates, folds }: MeasureContext['settings'],
): CompareOutput['protocol']['candidates'] {
  if (candidates !== 'auto') return candidates;
  return negatives !== null && folds === 0 ? 'given' : 'all';
}

export function questionOf(
  test: TestPart,
  learnt: SparseRows,
  { settings, seed, prepared }: MeasureContext,
): Question {
  const candidates = candidatesOf(prepared, settings);
  if (candidates === 'all') return { test, candidates: null };
  if (candidates === 'given' && prepared.negatives)
    return givenCandidates(test, prepared.negatives);
  const random = createRandom(deriveSeed(seed, 'candidates'));
  return ncfCandidates(test, learnt, prepared.learn.items, random);
}

export function rankQuestion(
  client: EngineClient,
  model: string,
  { test, candidates }: Question,
  { prepared, settings, ks, seed, signal }: MeasureContext,
  told: (done: number) => void,
): Promise<Ranked> {
  const top = candidates ? 1 : largest(ks);
  // Of every recommender the same, so that two of equal scores get equal lists.
  const tieSeed = deriveSeed(seed, 'ties');
  return rankUsers(client, model, test, {
    ...{ top, seen: settings.seen, candidates, had: prepared.had, tieSeed, signal, told },
  });
}
