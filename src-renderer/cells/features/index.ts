import Binary from '@lucide/svelte/icons/binary';
import { features } from '#shared/model/cells/features.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof features> = {
  definition: features,
  name: m.features_name,
  ownName: ({ label }) => label.column && m.features_of({ label: label.column }),
  about: m.features_about,
  icon: Binary,
  View,
};
