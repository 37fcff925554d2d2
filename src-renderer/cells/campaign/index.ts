import Megaphone from '@lucide/svelte/icons/megaphone';
import { campaign } from '#shared/model/cells/campaign.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof campaign> = {
  definition: campaign,
  name: m.campaign_name,
  about: m.campaign_about,
  icon: Megaphone,
  follows: ['profile'],
  View,
};
