import { esModule } from './es-module.ts';
import { lists } from './lists.ts';
import { onnx } from './onnx.ts';
import { server } from './server.ts';
import { spark } from './spark/index.ts';
import type { RecommenderTarget } from './target.ts';
import { vectors } from './vectors.ts';

export { neumfParts } from './neumf-file.ts';
export { recommenderCard } from './about.ts';
export type { RecommenderParts, UserLists } from './target.ts';

/** Every target of a recommender, in the order they are offered. */
export const recommenderTargets: readonly RecommenderTarget[] = [
  esModule,
  server,
  onnx,
  vectors,
  lists,
  spark,
];
