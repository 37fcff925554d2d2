import Scale from '@lucide/svelte/icons/scale';
import { compare } from '#shared/model/cells/compare.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof compare> = {
  definition: compare,
  name: m.compare_name,
  about: m.compare_about,
  icon: Scale,
  View,
};
