import type { RecommenderChoice } from '../model/cells/recommend.ts';
import type { FitMemory } from '../recommenders/descriptor.ts';
import { descriptorOf } from '../recommenders/index.ts';

/**
 * Bytes an algorithm needs at most beside the data while it is fitted, and the most it may take, or null where it keeps
 * no more than counts.
 */
export function fitMemory(
  choice: RecommenderChoice,
  size: { users: number; items: number },
): FitMemory | null {
  if (choice.type === 'hybrid') return null;
  return descriptorOf(choice.type).memory?.(choice, size) ?? null;
}
