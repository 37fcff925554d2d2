import Database from '@lucide/svelte/icons/database';
import { data } from '#shared/model/cells/data.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof data> = {
  definition: data,
  name: m.data_name,
  about: m.data_about,
  icon: Database,
  View,
};
