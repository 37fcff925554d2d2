import ShieldUser from '@lucide/svelte/icons/shield-user';
import { anonymity } from '#shared/model/cells/anonymity.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof anonymity> = {
  definition: anonymity,
  name: m.anonymity_name,
  about: m.anonymity_about,
  icon: ShieldUser,
  View,
};
