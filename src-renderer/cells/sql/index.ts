import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import { sql } from '#shared/model/cells/sql.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { CellView } from '../cell-view.ts';
import View from './View.svelte';

export const view: CellView<typeof sql> = {
  definition: sql,
  name: m.sql_name,
  about: m.sql_about,
  icon: SquareTerminal,
  View,
};
