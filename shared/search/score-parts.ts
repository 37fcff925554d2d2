import { z } from 'zod';

/**
 * What a place in a result is made of. text: BM25 as a share of the query's best. popularity: ln(1 + users) as a share of
 * the most popular item's. taste: 1 - ln(rank) / ln(items), the item's rank by the recommender for this person. category:
 * ln of how much more of the item's categories the person has than everyone. recency: halves with every half-life since
 * the item was last had.
 */
export const searchParts = ['text', 'popularity', 'taste', 'category', 'recency'] as const;
export const searchPart = z.enum(searchParts);
export type SearchPart = z.infer<typeof searchPart>;

/** The three lists: by what each is ranked. */
export const searchLists = ['text', 'popular', 'personal'] as const;
export type SearchList = (typeof searchLists)[number];

const partsOf: Readonly<Record<SearchList, readonly SearchPart[]>> = {
  text: ['text'],
  popular: ['text', 'popularity'],
  personal: searchParts,
};

/** The parts of a list, of those there is anything to tell of. */
export function listParts(list: SearchList, told: readonly SearchPart[]): SearchPart[] {
  return partsOf[list].filter((part) => told.includes(part));
}

export const partWeights = z.object({
  text: z.number(),
  popularity: z.number(),
  taste: z.number(),
  category: z.number(),
  recency: z.number(),
});
export type PartWeights = z.infer<typeof partWeights>;

/** Taken where no log says more: the text decides, the rest orders what fits alike. */
export const usualWeights: PartWeights = {
  ...{ text: 5, popularity: 3, taste: 2, category: 1, recency: 0.5 },
};
