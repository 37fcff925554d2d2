import { PortraitError } from '#shared/errors/index.ts';
import { descriptorOf, type Algorithm } from '#shared/recommenders/index.ts';
import { IllConditioned } from '#shared/linear/ill-conditioned.ts';
import type { Fitted } from '../recommender.ts';

/**
 * A recommender whose numbers are looked at before anybody sees them: what is infinite or not a number would pass for an
 * item without a score.
 * @throws recommender_overflow, recommender_inexact
 */
export function checked(fitted: Fitted, config: Algorithm): Fitted {
  const { vectorOf } = fitted;
  const known = (values: ArrayLike<number> | undefined): void => {
    if (values && !allFinite(values)) throw overflow(config);
  };
  return {
    score: async (users) => {
      const scores = await fitted.score(users).catch((thrown) => refuse(thrown, config));
      known(scores);
      return scores;
    },
    explain: async (user, item) => {
      const explanation = await fitted
        .explain(user, item)
        .catch((thrown) => refuse(thrown, config));
      known([explanation.score, ...explanation.contributions.map(({ amount }) => amount)]);
      return explanation;
    },
    vectors: () => {
      const { users, items } = fitted.vectors();
      known(users?.value);
      known(items?.value);
      return { users, items };
    },
    ...(vectorOf && {
      vectorOf: (user) => {
        const vector = attempt(() => vectorOf(user), config);
        known(vector);
        return vector;
      },
    }),
    state: () => fitted.state(),
  };
}

/** @throws recommender_overflow where a loss is no number any more: nothing comes back from there */
export function checkLoss(loss: number | null, config: Algorithm): void {
  if (loss !== null && !Number.isFinite(loss)) throw overflow(config);
}

/** @throws recommender_overflow where weights are beyond float32 */
export function checkWeights(weights: Float32Array, config: Algorithm): void {
  if (!allFinite(weights)) throw overflow(config);
}

/** Fails with what people are told where equations could not be solved, and with `thrown` else. */
export function refuse(thrown: unknown, config: Algorithm): never {
  if (!(thrown instanceof IllConditioned)) throw thrown;
  const { ridge } = descriptorOf(config.type);
  if (Number.isNaN(thrown.error) && ridge === undefined) throw overflow(config);
  const setting = ridge ?? 'regularisation';
  const value = new Map<string, unknown>(Object.entries(config)).get(setting);
  throw new PortraitError('recommender_inexact', {
    ...{ algorithm: config.type, setting, value: Number(value ?? 0) },
  });
}

function attempt<T>(work: () => T, config: Algorithm): T {
  try {
    return work();
  } catch (thrown) {
    return refuse(thrown, config);
  }
}

function overflow({ type }: Algorithm): PortraitError {
  return new PortraitError('recommender_overflow', { algorithm: type });
}

function allFinite(values: ArrayLike<number>): boolean {
  // Anything but a finite number times 0 is not 0: one branch for all.
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! * 0;
  return sum === 0;
}
