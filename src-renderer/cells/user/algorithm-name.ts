import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** What a recommender is called in the literature. */
export function algorithmName(choice: RecommenderChoice): string {
  switch (choice.type) {
    case 'popular':
      return choice.bySegment ? m.user_algorithm_popular_segment() : m.user_algorithm_popular();
    case 'itemKnn':
      return m.user_algorithm_item_knn();
    case 'userKnn':
      return m.user_algorithm_user_knn();
    case 'ease':
      return 'EASE';
    case 'ials':
      return 'iALS';
    case 'bpr':
      return 'BPR';
    case 'neumf':
      return 'NeuMF';
    case 'twoTower':
      return m.user_algorithm_two_tower();
    case 'content':
      return m.user_algorithm_content();
    case 'social':
      return m.user_algorithm_social();
    case 'hybrid':
      return m.user_algorithm_hybrid();
  }
}
