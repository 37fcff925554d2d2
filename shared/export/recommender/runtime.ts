/** All a module without dependencies needs to recommend: what exports of recommenders are bundled with. */
export { createRecommender } from './recommender.ts';
export { RequestError } from './request.ts';
