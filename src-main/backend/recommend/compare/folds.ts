import type { BeyondAccuracy } from '#shared/model/cells/compare.ts';
import { createRandom, deriveSeed, shuffle } from '#shared/random/index.ts';
import type { FitEngine, ModelRef } from '../fit/index.ts';
import { beyondAccuracyAt, catalogueOf } from './beyond-accuracy.ts';
import { leavesOf, type ComparedModel } from './compared-model.ts';
import {
  questionOf,
  rankQuestion,
  type Measured,
  type Measurement,
  type MeasureContext,
} from './measure.ts';
import { ScoreTable } from './score-table.ts';
import { holdOut, type TestPart } from './test-part.ts';

/** Fold of each learnt pair, the folds as even as they can be. */
export function foldsOf(pairs: number, folds: number, seed: number): Uint8Array {
  const fold = Uint8Array.from({ length: pairs }, (_, at) => at % folds);
  const order = shuffle(Int32Array.from(fold.keys()), createRandom(seed));
  return Uint8Array.from(order, (at) => fold[at]!);
}

/**
 * Fits every recommender anew without each fold of the learnt pairs in turn and ranks that fold; a user's values are
 * means over the folds with held-out items of that user. Throws cancelled, engine_*, recommender_too_large.
 */
export async function measureFolds(
  models: readonly ComparedModel[],
  context: MeasureContext,
): Promise<Measurement> {
  const { prepared, recommending, settings, ks, seed, signal, pace } = context;
  const { learn } = prepared;
  const fold = foldsOf(learn.interactions.index.length, settings.folds, deriveSeed(seed, 'folds'));
  const parts = Array.from({ length: settings.folds }, (_, number) =>
    holdOut(
      learn,
      fold.map((own) => (own === number ? 1 : 0)),
    ),
  );
  const users = usersOf(parts.map(({ test }) => test));
  const tables = models.map(() => new ScoreTable(users, ks));
  const measured = models.map((): Omit<Measured, 'columns' | 'beyond'> & { lists: Lists } => ({
    ...{ fitSeconds: 0, rankSeconds: 0, lists: [] },
  }));
  const leaves = leavesOf(models.map(({ ref }) => ref));
  const total = settings.folds * (leaves.length + models.length);
  let before = 0;
  for (const [number, { learn: kept, test }] of parts.entries()) {
    const question = questionOf(test, kept.interactions, context);
    const catalogue = catalogueOf(kept.interactions, learn.items);
    const tell = (share: number, name: string): void =>
      context.told({
        ...{ stage: 'fitting', done: before + share, total, unit: 'parts' },
        note: [name, `${number + 1}/${settings.folds}`].filter((part) => part !== '').join(' · '),
      });
    await recommending.fitting(kept, signal, async (engine) => {
      const seconds = new Map<string, number>();
      for (const { id, algorithm } of leaves) {
        const name = models.find(({ ref }) => ref.id === id)?.name ?? algorithm.type;
        const progress = (done: number, all: number): void => tell(done / Math.max(1, all), name);
        const fitted = await engine.fit(id, { algorithm, seed, progress });
        seconds.set(id, fitted.seconds);
        before += 1;
      }
      for (const [m, { ref, name }] of models.entries()) {
        await joined(engine, ref);
        const ranked = await rankQuestion(engine.client, ref.id, question, context, (done) =>
          tell(done / Math.max(1, test.users.length), name),
        );
        tables[m]!.add(question.test, ranked);
        measured[m]!.rankSeconds += ranked.seconds;
        for (const leaf of leavesOf([ref])) measured[m]!.fitSeconds += seconds.get(leaf.id) ?? 0;
        if (!question.candidates)
          measured[m]!.lists.push(
            await beyondAccuracyAt(ks, { users: test.users, ...ranked }, catalogue, pace),
          );
        before += 1;
      }
    });
  }
  return {
    users,
    testPairs: parts.reduce((sum, { test }) => sum + test.relevant.index.length, 0),
    models: measured.map(({ lists, ...times }, m) => ({
      ...times,
      columns: tables[m]!.columns(),
      beyond: ks.map((_, at) => meanOver(lists.map((fold) => fold[at]!))),
    })),
  };
}

type Lists = BeyondAccuracy[][];

async function joined(engine: FitEngine, ref: ModelRef): Promise<void> {
  if (ref.algorithm.type !== 'hybrid') return;
  for (const { model } of ref.parts) await joined(engine, model);
  const parts = ref.parts.map(({ model, weight }) => ({ model: model.id, weight }));
  await engine.combine(ref.id, parts);
}

function usersOf(tests: readonly TestPart[]): Int32Array {
  const all = new Set(tests.flatMap(({ users }) => [...users]));
  return Int32Array.from(all).sort();
}

function meanOver(folds: readonly BeyondAccuracy[]): BeyondAccuracy | null {
  if (folds.length === 0) return null;
  const mean = (value: (fold: BeyondAccuracy) => number | null): number | null => {
    const known = folds.map(value).filter((one) => one !== null);
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
  };
  return {
    coverage: mean((fold) => fold.coverage) ?? 0,
    novelty: mean((fold) => fold.novelty) ?? 0,
    diversity: mean((fold) => fold.diversity),
    gini: mean((fold) => fold.gini) ?? 0,
    popularityBias: mean((fold) => fold.popularityBias) ?? 0,
  };
}
