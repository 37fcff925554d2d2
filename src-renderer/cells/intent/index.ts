import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import { intent } from '#shared/model/cells/intent.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof intent> = {
  definition: intent,
  name: m.intent_name,
  about: m.intent_about,
  icon: ShoppingCart,
  View,
};
