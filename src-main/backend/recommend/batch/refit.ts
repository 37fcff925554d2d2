import type { EngineClient } from '../../engines/index.ts';
import type { ModelRef, Recommending } from '../fit/index.ts';
import type { Prepared } from '../interactions/index.ts';
import { popularAlgorithm } from '../user/fallback.ts';

type Refitting = {
  seed: number;
  signal: AbortSignal;
  /** Algorithms of all parts together: `done` of `total` fitted. */
  progress(done: number, total: number): void;
};

/**
 * Fits a recommender, with all parts of a hybrid, anew on `data` and lets `use` ask it while it is loaded,
 * with what is popular beside it.
 * @throws recommender_too_large, cancelled, engine_*
 */
export function withRefitted<T>(
  recommending: Recommending,
  model: ModelRef,
  data: Prepared,
  { seed, signal, progress }: Refitting,
  use: (client: EngineClient, names: { own: string; popular: string }) => Promise<T>,
): Promise<T> {
  const total = leaves(model);
  return recommending.fitting(data.learn, signal, async (engine) => {
    let fitted = 0;
    const names = new Map<string, string>();
    const fit = async (ref: ModelRef): Promise<string> => {
      // A recommender that is part of two hybrids is fitted once.
      const known = names.get(ref.id);
      if (known !== undefined) return known;
      const name = `model ${names.size}`;
      names.set(ref.id, name);
      if (ref.algorithm.type === 'hybrid') {
        const parts: { model: string; weight: number }[] = [];
        for (const part of ref.parts)
          parts.push({ model: await fit(part.model), weight: part.weight });
        await engine.combine(name, parts);
        return name;
      }
      await engine.fit(name, {
        ...{ algorithm: ref.algorithm, seed },
        progress: (done, of) => progress(fitted + done / Math.max(1, of), total),
      });
      fitted += 1;
      progress(fitted, total);
      return name;
    };
    const own = await fit(model);
    const fallback = { algorithm: popularAlgorithm(data), seed, progress: () => undefined };
    await engine.fit('popular', fallback);
    return use(engine.client, { own, popular: 'popular' });
  });
}

function leaves(model: ModelRef): number {
  const ids = new Set<string>();
  const walk = (ref: ModelRef): void => {
    if (ref.algorithm.type !== 'hybrid') ids.add(ref.id);
    for (const part of ref.parts) walk(part.model);
  };
  walk(model);
  return ids.size;
}
