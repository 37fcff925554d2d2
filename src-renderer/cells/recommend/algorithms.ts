import { recommenderChoice, type RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { m } from '../../i18n/paraglide/messages.js';

type ChoiceType = RecommenderChoice['type'];

/** From the plainest to the most elaborate, as a select lists them. */
export const algorithmTypes = [
  ...(['popular', 'itemKnn', 'userKnn', 'ease', 'ials', 'bpr', 'neumf', 'twoTower'] as const),
  ...(['content', 'social', 'hybrid'] as const),
] satisfies ChoiceType[];

export const algorithmNames: Record<ChoiceType, () => string> = {
  popular: m.recommend_popular,
  itemKnn: m.recommend_item_knn,
  userKnn: m.recommend_user_knn,
  ease: m.recommend_ease,
  ials: m.recommend_ials,
  bpr: m.recommend_bpr,
  neumf: m.recommend_neumf,
  twoTower: m.recommend_two_tower,
  content: m.recommend_content,
  social: m.recommend_social,
  hybrid: m.recommend_hybrid,
};

/** What a recommender goes by on every screen where its cell's own name does not stand. */
export function algorithmName(choice: RecommenderChoice): string {
  return choice.type === 'popular' && choice.bySegment
    ? m.recommend_popular_segment()
    : algorithmNames[choice.type]();
}

/** One sentence each: how it comes to its recommendations. */
export const algorithmAbouts: Record<ChoiceType, () => string> = {
  popular: m.recommend_popular_about,
  itemKnn: m.recommend_item_knn_about,
  userKnn: m.recommend_user_knn_about,
  ease: m.recommend_ease_about,
  ials: m.recommend_ials_about,
  bpr: m.recommend_bpr_about,
  neumf: m.recommend_neumf_about,
  twoTower: m.recommend_two_tower_about,
  content: m.recommend_content_about,
  social: m.recommend_social_about,
  hybrid: m.recommend_hybrid_about,
};

/** Where it was first described; nothing to name for the plain ones. */
export const algorithmSources: Partial<Record<ChoiceType, string>> = {
  itemKnn: 'Sarwar et al. 2001',
  userKnn: 'Resnick et al. 1994',
  ease: 'Steck 2019, arXiv 1905.03375',
  ials: 'Hu, Koren & Volinsky 2008; Rendle et al. 2021, arXiv 2110.14037',
  bpr: 'Rendle et al. 2009, arXiv 1205.2618',
  neumf: 'He et al. 2017, arXiv 1708.05031',
  twoTower: 'Yi et al. 2019',
  hybrid: 'Burke 2002',
};

/** An algorithm with its usual settings. */
export function newAlgorithm(type: ChoiceType): RecommenderChoice {
  return recommenderChoice.parse({ type });
}
