import { SvelteMap } from 'svelte/reactivity';
import type { Machine } from '#shared/estimates/runtime-costs.ts';
import type { AlgorithmType } from '#shared/recommenders/index.ts';

/** A fit shorter than this says more about its first use than about its pace. */
const telling = 0.5;

/** How the fits of this session went beside their estimates, by runtime and algorithm. */
const paces = new SvelteMap<string, number>();

const keyOf = ({ runtime, device }: Machine): string => `${runtime} ${device} `;

/** Remembers how long a fit took beside what was estimated, both in seconds. */
export function learnPace(
  machine: Machine,
  type: AlgorithmType,
  { estimated, took }: { estimated: number; took: number },
): void {
  if (estimated <= 0 || Math.max(estimated, took) < telling) return;
  paces.set(keyOf(machine) + type, took / estimated);
}

/**
 * What an estimate is to be multiplied with: the last fit of the same algorithm on the same runtime, else the geometric
 * mean of the other algorithms' there, which tells how fast the machine is; null where nothing was fitted yet.
 */
export function paceOf(machine: Machine, type: AlgorithmType): number | null {
  const key = keyOf(machine);
  const own = paces.get(key + type);
  if (own !== undefined) return own;
  const others = [...paces].flatMap(([name, pace]) => (name.startsWith(key) ? Math.log(pace) : []));
  if (others.length === 0) return null;
  return Math.exp(others.reduce((sum, log) => sum + log, 0) / others.length);
}
