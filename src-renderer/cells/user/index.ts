import UserRound from '@lucide/svelte/icons/user-round';
import { user } from '#shared/model/cells/user.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof user> = {
  definition: user,
  name: m.user_name,
  about: m.user_about,
  icon: UserRound,
  View,
};
