import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import {
  columnsChosen,
  interactionPreset,
  withOwnKeys,
} from '#shared/model/interaction-presets.ts';
import { unknownColumn, valueText } from '#shared/encoding/index.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import type { PrepareInputs } from './prepare-inputs.ts';

/** Values that a proposal looks at, as many as the screen shows of a column. */
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
    test: inputs.test?.columns,
  };
  const { kind, weight, split } = interactionPreset(inputs.events.columns, sides).settings;
  const values = (name: string | null) =>
    name === null ? null : valuesIn(tables, inputs.events, name, pace);
  const proposed = interactionPreset(inputs.events.columns, {
    ...sides,
    kinds: await values(kind),
    parts: await values(split.column),
    weights: weight === null ? null : await rangeIn(tables, inputs.events, weight, pace),
  }).settings;
  return withOwnKeys(proposed, settings);
}

/** The most frequent values of a column. */
async function valuesIn(
  tables: TableStore,
  table: TableInfo,
  name: string,
  pace: () => Promise<void>,
): Promise<string[]> {
  const column = table.columns.findIndex((other) => other.name === name);
  const counts = new Map<string, number>();
  for (const { rows } of tables.scan(table.id, { columns: [column] })) {
    for (const [value] of rows) {
      const text = valueText(value, table.columns[column] ?? unknownColumn);
      if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    await pace();
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostKinds)
    .map(([value]) => value);
}

/** Least and greatest number of a column; null where it has none. */
async function rangeIn(
  tables: TableStore,
  table: TableInfo,
  name: string,
  pace: () => Promise<void>,
): Promise<{ least: number; most: number } | null> {
  const column = table.columns.findIndex((other) => other.name === name);
  let [least, most] = [Infinity, -Infinity];
  for (const { rows } of tables.scan(table.id, { columns: [column] })) {
    for (const [value] of rows) {
      if (typeof value !== 'number') continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    await pace();
  }
  return least > most ? null : { least, most };
}
