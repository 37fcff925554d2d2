import Lightbulb from '@lucide/svelte/icons/lightbulb';
import { explain } from '#shared/model/cells/explain.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof explain> = {
  definition: explain,
  name: m.explain_name,
  about: m.explain_about,
  icon: Lightbulb,
  View,
};
