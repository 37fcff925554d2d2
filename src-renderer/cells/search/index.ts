import TextSearch from '@lucide/svelte/icons/text-search';
import { search } from '#shared/model/cells/search.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof search> = {
  definition: search,
  name: m.search_name,
  about: m.search_about,
  icon: TextSearch,
  View,
};
