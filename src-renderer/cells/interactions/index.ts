import Waypoints from '@lucide/svelte/icons/waypoints';
import { interactions } from '#shared/model/cells/interactions.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof interactions> = {
  definition: interactions,
  name: m.interactions_name,
  about: m.interactions_about,
  icon: Waypoints,
  View,
};
