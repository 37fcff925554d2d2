import UsersRound from '@lucide/svelte/icons/users-round';
import { link } from '#shared/model/cells/link.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof link> = {
  definition: link,
  name: m.link_name,
  about: m.link_about,
  icon: UsersRound,
  View,
};
