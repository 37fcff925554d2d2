import SlidersVertical from '@lucide/svelte/icons/sliders-vertical';
import { tuneNet } from '#shared/model/cells/tune-net.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof tuneNet> = {
  definition: tuneNet,
  name: m.tune_net_name,
  about: m.tune_net_about,
  icon: SlidersVertical,
  follows: ['features'],
  View,
};
