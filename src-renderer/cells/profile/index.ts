import Fingerprint from '@lucide/svelte/icons/fingerprint';
import { profile } from '#shared/model/cells/profile.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof profile> = {
  definition: profile,
  name: m.profile_name,
  about: m.profile_about,
  icon: Fingerprint,
  View,
};
