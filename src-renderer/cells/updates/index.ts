import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import { updates } from '#shared/model/cells/updates.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof updates> = {
  definition: updates,
  name: m.updates_name,
  about: m.updates_about,
  icon: CalendarPlus,
  View,
};
