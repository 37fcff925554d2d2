import Network from '@lucide/svelte/icons/network';
import { model } from '#shared/model/cells/model.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof model> = {
  definition: model,
  name: m.model_name,
  about: m.model_about,
  icon: Network,
  View,
};
