import { createRocArea } from '#shared/statistics/auc.ts';
import { cities } from './world.ts';
import type { ShopUser } from './users.ts';

/**
 * Probability that a user subscribes: a known function of columns of the users table, with a hump over age and two
 * interactions that no linear model can follow. The label is drawn from it, so what the best possible model reaches
 * is known.
 */
export function subscribeProbability(user: ShopUser): number {
  const age = Math.exp(-(((user.age - 35) / 10) ** 2));
  const bargain = Math.tanh((user.discountShare - 0.45) / 0.15);
  const spender = Math.tanh((user.basket - 38) / 10);
  const visits = Math.min(user.visits, 20) / 5 - 1.7;
  const bigCity = cities[user.city]![2] === 1;
  const score =
    -1.5 +
    1.2 * visits +
    2.2 * age +
    -2 * bargain * spender +
    (user.newsletter ? 0.9 : 0) +
    (user.occupation === 'student' ? -1.2 : 0) +
    (user.gender === 'female' && bigCity ? 0.8 : 0);
  return 1 / (1 + Math.exp(-1.3 * score));
}

const bins = 65_536;

/** Gathers label probabilities and says what a model that knew them would reach, in expectation over the labels. */
export class BestAchievable {
  readonly #count = new Float64Array(bins);
  readonly #sum = new Float64Array(bins);
  #users = 0;
  #right = 0;

  add(probability: number): void {
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    this.#count[bin]! += 1;
    this.#sum[bin]! += probability;
    this.#users += 1;
    this.#right += Math.max(probability, 1 - probability);
  }

  /**
   * Bayes accuracy, mean of max(p, 1 - p), and the ROC AUC of ranking by p: the sum over pairs of p_i (1 - p_j), where
   * p_i > p_j (half where equal), over the sum of all p_i (1 - p_j). Pairs within 1/65,536 count as equal.
   */
  result(): { accuracy: number; auc: number } {
    const roc = createRocArea();
    for (let bin = bins - 1; bin >= 0; bin -= 1) {
      roc.add(this.#sum[bin]!, this.#count[bin]! - this.#sum[bin]!);
    }
    return { accuracy: this.#right / this.#users, auc: roc.area() ?? NaN };
  }
}
