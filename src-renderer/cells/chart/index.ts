import ChartScatter from '@lucide/svelte/icons/chart-scatter';
import { chart } from '#shared/model/cells/chart.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof chart> = {
  definition: chart,
  name: m.chart_name,
  about: m.chart_about,
  ownName: ({ x, y }) => {
    if (x === null) return null;
    return y === null ? m.chart_named({ x }) : m.chart_named_two({ x, y });
  },
  icon: ChartScatter,
  View,
};
