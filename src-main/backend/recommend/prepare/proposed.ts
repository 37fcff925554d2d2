import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import { columnsChosen, interactionPreset } from '#shared/model/interaction-presets.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import type { PrepareInputs } from './prepare-inputs.ts';

/** Kinds of events that a proposal weighs, as many as the screen shows of a column. */
const mostKinds = 20;

/**
 * The settings themselves once a user or an item column is chosen; before, those that the names of the columns suggest,
 * with the split, so that a notebook works on any table of a known layout.
 */
export async function settingsOrProposal(
  inputs: PrepareInputs,
  settings: InteractionsSettings,
  tables: TableStore,
  pace: () => Promise<void>,
): Promise<InteractionsSettings> {
  if (columnsChosen(settings)) return settings;
  const sides = {
    users: inputs.users?.columns,
    items: inputs.items?.columns,
    friends: inputs.friends?.columns,
  };
  const { kind } = interactionPreset(inputs.events.columns, sides).settings;
  const kinds = kind === null ? null : await kindsIn(tables, inputs.events, kind, pace);
  return interactionPreset(inputs.events.columns, { ...sides, kinds }).settings;
}

/** The most frequent values of a column. */
async function kindsIn(
  tables: TableStore,
  table: TableInfo,
  name: string,
  pace: () => Promise<void>,
): Promise<string[]> {
  const column = table.columns.findIndex((other) => other.name === name);
  const counts = new Map<string, number>();
  for (const { rows } of tables.scan(table.id, { columns: [column] })) {
    for (const [value] of rows)
      if (value !== null && value !== undefined)
        counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    await pace();
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostKinds)
    .map(([value]) => value);
}
