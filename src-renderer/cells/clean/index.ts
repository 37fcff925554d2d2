import Eraser from '@lucide/svelte/icons/eraser';
import { clean } from '#shared/model/cells/clean.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import { settingChange } from './setting-change.ts';
import View from './View.svelte';

export const view: CellView<typeof clean> = {
  definition: clean,
  name: m.clean_name,
  about: m.clean_about,
  icon: Eraser,
  settingChange,
  View,
};
