import EyeOff from '@lucide/svelte/icons/eye-off';
import { privateStatistics } from '#shared/model/cells/private-statistics.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof privateStatistics> = {
  definition: privateStatistics,
  name: m.private_statistics_name,
  about: m.private_statistics_about,
  icon: EyeOff,
  View,
};
