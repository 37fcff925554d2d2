import Crosshair from '@lucide/svelte/icons/crosshair';
import { predict } from '#shared/model/cells/predict.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof predict> = {
  definition: predict,
  name: m.predict_name,
  about: m.predict_about,
  icon: Crosshair,
  View,
};
