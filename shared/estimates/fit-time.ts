import type { FitSize } from '../recommenders/descriptor.ts';
import { descriptorOf, type Algorithm } from '../recommenders/index.ts';
import { commonCosts, type Machine } from './runtime-costs.ts';

/** What every fit takes beside its work: messages, weighting, the first use of each operation. */
const overhead = 0.05;

/** Seconds that fitting takes, by the work each algorithm does and what the runtime takes for it. */
export function fitSeconds(made: Algorithm, size: FitSize, machine: Machine): number {
  const weighed = overhead + 4 * size.pairs * commonCosts.sparse;
  const own = descriptorOf(made.type).fitSeconds;
  return weighed + (own ? own(made, size, machine) : size.users * commonCosts.ranked);
}

/** Seconds until every user has a list: scores of the whole catalogue, and the best of them. */
export function listSeconds(made: Algorithm, size: FitSize, machine: Machine): number {
  const scored = size.users * size.items * commonCosts.ranked;
  const own = descriptorOf(made.type).listSeconds;
  return scored + (own ? own(made, size, machine) : size.pairs * commonCosts.sparse);
}

/** Sum of squared history lengths from bars that double in width, by each bar's geometric mean. */
export function meetingsOf({ edges, counts }: { edges: number[]; counts: number[] }): number {
  return counts.reduce((sum, count, bar) => {
    const [low = 1, high = low] = edges.slice(bar, bar + 2);
    return sum + count * low * Math.max(low, high - 1);
  }, 0);
}
