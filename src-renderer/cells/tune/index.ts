import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import { tune } from '#shared/model/cells/tune.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof tune> = {
  definition: tune,
  name: m.tune_name,
  about: m.tune_about,
  icon: SlidersHorizontal,
  View,
};
