import Gauge from '@lucide/svelte/icons/gauge';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof evaluate> = {
  definition: evaluate,
  name: m.evaluate_name,
  ownName: ({ part }) => (part === 'test' ? m.evaluate_on_test() : null),
  about: m.evaluate_about,
  icon: Gauge,
  View,
};
