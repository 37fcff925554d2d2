import * as tf from '@tensorflow/tfjs-core';
import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { alsEquations, alsRidge, type AlsEquations } from '#shared/recommenders/fold-in/als.ts';
import { processCrew } from '../compile/run/process-crew.ts';
import { AlsSides } from './factors/als-sides.ts';
import { scoreByVectors } from './factors/factors.ts';
import { historyRows } from './factors/item-weights.ts';
import { normals } from './factors/random.ts';
import type { ConfigOf, FitContext, Fitted, Recommender } from './recommender.ts';
import { row } from './matrices/sparse.ts';
import { dense, tensorFrom } from '#shared/recommenders/state.ts';

/**
 * Implicit ALS: alternating exact least squares on sum over observed c (1 - <u, i>)^2 + unobserved * sum over all
 * <u, i>^2 + regularisation scaled by frequency (Hu, Koren & Volinsky 2008; scaling and initialisation as in
 * Rendle et al. 2021, arXiv 2110.14037). A half step takes a few conjugate gradient steps from the row before (Takacs,
 * Pilaszy & Tikk 2011), which the alternation turns into the exact solution.
 * @throws IllConditioned where a user's equations cannot be solved
 */
export const ials: Recommender<'ials'> = {
  type: 'ials',
  fit: async (data, config, context) => {
    const learnt = await alternate(data, config, context);
    await solveExactly(data, config, learnt, context);
    return serve(data, config, learnt.users, learnt.items);
  },
  restore: async (data, config, state) =>
    serve(data, config, tensorFrom(state, 'users').data, tensorFrom(state, 'items').data),
};

type Config = ConfigOf<'ials'>;

async function alternate(
  data: RecommendData,
  config: Config,
  context: FitContext,
): Promise<{ users: Float32Array; items: Float32Array }> {
  const { factors, unobserved } = config;
  const sides = new AlsSides(data, {
    ...{ factors, unobserved, threads: processCrew() },
    ridge: (count, otherSide) => alsRidge(config, count, otherSide),
  });
  try {
    return await turns(data, config, sides, context);
  } finally {
    sides.end();
  }
}

async function turns(
  data: RecommendData,
  { factors, iterations }: Config,
  sides: AlsSides,
  context: FitContext,
): Promise<{ users: Float32Array; items: Float32Array }> {
  const { users, items } = sides;
  sides.set(items, normals(data.items * factors, 0.1 / Math.sqrt(factors), context.seed));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const pace =
      (half: number) =>
      (share: number): Promise<void> =>
        context.progress(iteration + (half + share) / 2, iterations, null);
    await sides.solve(users, items, gradientSteps, pace(0));
    await sides.solve(items, users, gradientSteps, pace(1));
  }
  // What is served folds users in against the final items: explanations then add up to the scores.
  await sides.solve(users, items, finalSteps, () => context.progress(iterations, iterations, null));
  return { users: sides.get(users), items: sides.get(items) };
}

/** Conjugate gradient steps of each half step. */
const gradientSteps = 3;
/** Enough for float32 to be as near to the solution as it gets. */
const finalSteps = 20;

function normalEquations(config: Config, items: Float32Array, count: number): AlsEquations {
  const f = config.factors;
  let gram: Float32Array | null = null;
  const everywhere = (): Float32Array => {
    gram ??= tf.tidy(() => {
      const v = tf.tensor2d(items, [count, f]);
      return Float32Array.from(tf.mul(tf.matMul(v, v, true), config.unobserved).dataSync());
    });
    return gram;
  };
  return alsEquations(config, items, count, everywhere);
}

/** Users tried against float64, evenly spread. */
const triedUsers = 16;
/** Of the length of a user's row, how far it may be off. */
const toleratedError = 1e-5;

/**
 * Conjugate gradients in float32 are not enough where weights lie many powers of ten apart: some users are solved in
 * float64 as well, and all of them where those differ, so that scores are what explanations and new histories add up to.
 */
async function solveExactly(
  data: RecommendData,
  config: Config,
  { users, items }: { users: Float32Array; items: Float32Array },
  context: FitContext,
): Promise<void> {
  const f = config.factors;
  const system = normalEquations(config, items, data.items);
  const solved = (user: number): Float64Array => {
    const { solve, right } = system(row(data.interactions, user));
    return solve(right);
  };
  const error = (user: number): number => {
    const exact = solved(user);
    let [off, length] = [0, 0];
    for (let a = 0; a < f; a++) {
      off += (exact[a]! - users[user * f + a]!) ** 2;
      length += exact[a]! ** 2;
    }
    return length === 0 ? Math.sqrt(off) : Math.sqrt(off / length);
  };
  const step = Math.max(1, Math.floor(data.users / triedUsers));
  let enough = true;
  for (let user = 0; user < data.users && enough; user += step) {
    enough = error(user) <= toleratedError;
    await context.progress(config.iterations, config.iterations, null);
  }
  for (let user = 0; user < data.users && !enough; user++) {
    users.set(Float32Array.from(solved(user)), user * f);
    if (user % 16 === 15) await context.progress(config.iterations, config.iterations, null);
  }
}

function serve(
  data: RecommendData,
  config: Config,
  users: Float32Array,
  items: Float32Array,
): Fitted {
  const f = config.factors;
  const system = normalEquations(config, items, data.items);
  const historyOf = historyRows(data.interactions);

  const vectorOf = (user: UserInput): Float32Array => {
    if (user.user !== null) return users.subarray(user.user * f, (user.user + 1) * f);
    const { solve, right } = system(historyOf(user));
    return Float32Array.from(solve(right));
  };

  return {
    score: async (inputs) => scoreByVectors(inputs.map(vectorOf), items, data.items, f),
    // score = v_i' A^-1 sum_j c_j v_j, so item j contributes c_j v_i' A^-1 v_j (Hu et al. 2008, section 5).
    explain: async (user, item) => {
      const own = historyOf(user);
      const target = items.subarray(item * f, (item + 1) * f);
      const pull = system(own).solve(target);
      const contributions = Array.from(own.index, (owned, at) => {
        let amount = 0;
        for (let a = 0; a < f; a++) amount += pull[a]! * items[owned * f + a]!;
        return { type: 'history' as const, item: owned, amount: amount * own.value[at]! };
      });
      contributions.sort((a, b) => b.amount - a.amount);
      return {
        score: contributions.reduce((sum, part) => sum + part.amount, 0),
        exact: true,
        contributions,
      };
    },
    vectorOf,
    vectors: () => ({ users: { columns: f, value: users }, items: { columns: f, value: items } }),
    state: () => [dense('users', [data.users, f], users), dense('items', [data.items, f], items)],
  };
}
