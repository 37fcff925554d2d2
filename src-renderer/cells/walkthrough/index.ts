import Footprints from '@lucide/svelte/icons/footprints';
import { walkthrough } from '#shared/model/cells/walkthrough.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof walkthrough> = {
  definition: walkthrough,
  name: m.walkthrough_name,
  about: m.walkthrough_about,
  icon: Footprints,
  View,
};
