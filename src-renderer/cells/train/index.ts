import ChartLine from '@lucide/svelte/icons/chart-line';
import { train } from '#shared/model/cells/train.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof train> = {
  definition: train,
  name: m.train_name,
  about: m.train_about,
  icon: ChartLine,
  showsProgress: true,
  View,
};
