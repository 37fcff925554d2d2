import { totalmem } from 'node:os';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { fitMemory } from '#shared/estimates/fit-memory.ts';
import { smallerThan, type Algorithm } from '#shared/recommenders/index.ts';

/** Share of this machine's memory a fit may take; the rest is for data, other models and the system. */
const share = 0.6;

/** @throws recommender_too_large with what the fit would need and what to use instead */
export function refuseTooLarge(
  config: Algorithm,
  { users, items }: Pick<RecommendData, 'users' | 'items'>,
  memory: number = totalmem(),
): void {
  const need = fitMemory(config, { users, items });
  if (need === null) return;
  const limit = Math.min(need.limit ?? Infinity, share * memory);
  if (need.bytes <= limit) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new PortraitError('recommender_too_large', {
    algorithm: config.type,
    items,
    need: gigabytes(need.bytes),
    limit: gigabytes(limit),
    instead: smallerThan(config.type),
  });
}
