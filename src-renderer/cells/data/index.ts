import Database from '@lucide/svelte/icons/database';
import { data } from '#shared/model/cells/data.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof data> = {
  definition: data,
  name: m.data_name,
  ownName: ({ source }) =>
    source.type === 'file' ? source.name.replace(/\.[^.]*(\.(gz|zip|bz2|xz|zst))?$/i, '') : null,
  about: m.data_about,
  icon: Database,
  View,
};
