import type { RecommenderChoice } from './cells/recommend.ts';

/** The most items EASE takes: three dense float64 matrices of items by items while one is inverted, 5.4 GB. */
export const easeItems = 15_000;
const number = 4;
const double = 8;
/** Rows learnt in the kernels' 4 GiB, and a copy of them. */
const kernelLimit = 7e9;

/**
 * Bytes an algorithm needs at most beside the data while it is fitted, and the most it may take, or null where it keeps
 * no more than counts. Factor models hold values, gradients and two moments; neighbourhoods one index and value each.
 */
export function fitMemory(
  choice: RecommenderChoice,
  { users, items }: { users: number; items: number },
): { bytes: number; limit: number | null } | null {
  const everyone = users + items;
  switch (choice.type) {
    case 'ease':
      return { bytes: items ** 2 * double * 3, limit: easeItems ** 2 * double * 3 };
    case 'itemKnn':
      return { bytes: items * Math.min(items, choice.neighbours) * 2 * number, limit: null };
    case 'userKnn':
      return { bytes: users * Math.min(users, choice.neighbours) * 2 * number, limit: null };
    case 'ials':
      return {
        bytes: everyone * Math.ceil(choice.factors / 16) * 16 * 2 * number,
        limit: kernelLimit,
      };
    case 'bpr':
      return { bytes: everyone * (choice.factors + 4) * 2 * number, limit: kernelLimit };
    case 'neumf':
      return {
        bytes: everyone * (choice.factors + (choice.layers[0] ?? 0) / 2) * 4 * number,
        limit: null,
      };
    case 'twoTower':
      return { bytes: everyone * choice.factors * 4 * number, limit: null };
    case 'popular':
    case 'content':
    case 'social':
    case 'hybrid':
      return null;
  }
}
