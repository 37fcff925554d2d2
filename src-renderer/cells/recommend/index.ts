import ThumbsUp from '@lucide/svelte/icons/thumbs-up';
import { recommend } from '#shared/model/cells/recommend.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import { algorithmName } from '../../recommenders/names.ts';
import View from './View.svelte';

export const view: CellView<typeof recommend> = {
  definition: recommend,
  name: m.recommend_name,
  ownName: ({ algorithm }) => algorithmName(algorithm),
  about: m.recommend_about,
  icon: ThumbsUp,
  View,
};
