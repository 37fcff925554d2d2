import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import type { Algorithm } from '#shared/recommenders/index.ts';
import type { ModelRef } from '../fit/index.ts';

/** A recommender to be compared. */
export type ComparedModel = {
  ref: ModelRef;
  /** Of its cell, to say what is being done. */
  name: string;
  fitSeconds: number;
  baseline: boolean;
};

const choice = { type: 'popular', bySegment: false } as const satisfies RecommenderChoice;

/** Most popular among everyone: its state is the data alone. */
export function plainPopular(data: string): ModelRef {
  return { id: `${data}/popular`, data, algorithm: choice, state: null, parts: [] };
}

/** The models, and most popular behind them where it is not among them. */
export function withPopular(models: readonly ComparedModel[], data: string): ComparedModel[] {
  const isPopular = ({ ref }: ComparedModel): boolean =>
    ref.algorithm.type === 'popular' && !ref.algorithm.bySegment;
  if (models.some(isPopular)) return [...models];
  return [...models, { ref: plainPopular(data), name: '', fitSeconds: 0, baseline: true }];
}

/** A recommender fitted on its own. */
export type Leaf = { id: string; algorithm: Algorithm };

/** Everything that must be fitted for these models, each once: themselves, and the parts of hybrids. */
export function leavesOf(models: readonly ModelRef[]): Leaf[] {
  const leaves = new Map<string, Leaf>();
  const visit = ({ id, algorithm, parts }: ModelRef): void => {
    if (algorithm.type === 'hybrid') for (const { model } of parts) visit(model);
    else leaves.set(id, { id, algorithm });
  };
  models.forEach(visit);
  return [...leaves.values()];
}
