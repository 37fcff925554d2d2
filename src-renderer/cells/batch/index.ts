import ListOrdered from '@lucide/svelte/icons/list-ordered';
import { batch } from '#shared/model/cells/batch.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof batch> = {
  definition: batch,
  name: m.batch_name,
  about: m.batch_about,
  icon: ListOrdered,
  View,
};
