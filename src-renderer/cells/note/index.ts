import Text from '@lucide/svelte/icons/text';
import { note } from '#shared/model/cells/note.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof note> = {
  definition: note,
  name: m.note_name,
  about: m.note_about,
  icon: Text,
  View,
};
