import type { AlgorithmType } from '#shared/model/recommend.ts';

/** Shown to people, who know the algorithms by these names. */
export const algorithmNames: Record<AlgorithmType, string> = {
  popular: 'Most popular',
  itemKnn: 'ItemKNN',
  userKnn: 'UserKNN',
  ease: 'EASE',
  ials: 'iALS',
  bpr: 'BPR',
  neumf: 'NeuMF',
  twoTower: 'Two towers',
  content: 'Content-based',
  social: 'Social',
};
