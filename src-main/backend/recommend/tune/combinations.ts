import type { Trial, TunedSetting } from '#shared/model/cells/tune.ts';
import type { Random } from '#shared/random/index.ts';

export type Combination = Trial['settings'];

/** How many combinations of values there are. */
export function countCombinations(space: readonly TunedSetting[]): number {
  return space.reduce((product, { values }) => product * values.length, 1);
}

/**
 * Every combination where there are at most `most`, in the order of the values; else `most` different ones drawn at
 * random (random search, Bergstra & Bengio 2012), in the order drawn.
 */
export function chooseCombinations(
  space: readonly TunedSetting[],
  most: number,
  random: Random,
): Combination[] {
  const total = countCombinations(space);
  if (total <= most)
    return Array.from({ length: total }, (_, number) => combination(space, number));
  const chosen = new Set<number>();
  while (chosen.size < most) chosen.add(Math.floor(random.next() * total));
  return Array.from(chosen, (number) => combination(space, number));
}

/** The last setting changes fastest. */
function combination(space: readonly TunedSetting[], number: number): Combination {
  const settings: Combination = [];
  let rest = number;
  for (const { name, values } of space.toReversed()) {
    settings.unshift({ name, value: values[rest % values.length]! });
    rest = Math.floor(rest / values.length);
  }
  return settings;
}
