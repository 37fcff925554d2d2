import type { CellId } from '#shared/model/ids.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import {
  columnsChosen,
  interactionPreset,
  withOwnKeys,
  type InteractionPreset,
} from '#shared/model/interaction-presets.ts';
import type { ColumnSummary, TableInfo, TableSummary } from '#shared/model/table.ts';
import type { Client } from '../../client/client.ts';
import { Loaded } from '../../stores/loaded.svelte.ts';

export type InteractionTables = Record<
  'events' | 'users' | 'items' | 'friends' | 'test',
  TableInfo | null
>;

/** Proposals made by themselves, so that one that was undone is not made again. */
// Nothing is drawn from it.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const made = new Set<string>();

/** What the names of the columns suggest, and how far the settings follow it. */
export class Proposal {
  readonly #profile = new Loaded<TableSummary>();
  readonly #tables: () => InteractionTables;
  readonly #settings: () => InteractionsSettings;
  readonly #preset = $derived.by(() => this.#propose());

  constructor(tables: () => InteractionTables, settings: () => InteractionsSettings) {
    this.#tables = tables;
    this.#settings = settings;
  }

  get preset(): InteractionPreset | null {
    return this.#preset;
  }

  /** The settings that count: those the preset proposes until columns are chosen. */
  get settings(): InteractionsSettings {
    const settings = this.#settings();
    if (columnsChosen(settings) || this.#preset === null) return settings;
    return withOwnKeys(this.#preset.settings, settings);
  }

  /** True where every setting the preset speaks of is as it proposes. */
  get followed(): boolean {
    return this.#preset !== null && same(this.#preset.settings, this.settings);
  }

  /** Columns of the events as they are made up; null until known. */
  get columns(): readonly ColumnSummary[] | null {
    const events = this.#tables().events;
    const profile = this.#profile.value;
    return events && profile?.table.id === events.id ? profile.columns : null;
  }

  get failed() {
    return this.#profile.error;
  }

  load(client: Client): void {
    const { events } = this.#tables();
    if (events && this.columns === null)
      void this.#profile.load(() => client.tables.summary({ table: events.id, label: null }));
  }

  /** The part of a table beside the events that has just been connected: set without being asked, once per cell and table. */
  unasked(cell: CellId): { path: string[]; value: InteractionsSettings[Part] }[] {
    const settings = this.#settings();
    const proposed = this.preset?.settings;
    const tables = this.#tables();
    // Where the proposal counts as a whole it has that part already.
    if (!proposed || !columnsChosen(settings)) return [];
    return parts.flatMap((part) => {
      const table = tables[part];
      if (!table || !untouched(settings, part) || untouched(proposed, part)) return [];
      return this.#first(cell, table) ? [{ path: [part], value: proposed[part] }] : [];
    });
  }

  #propose(): InteractionPreset | null {
    const { events, users, items, friends, test } = this.#tables();
    if (!events) return null;
    const sides = {
      ...{ users: users?.columns, items: items?.columns },
      ...{ friends: friends?.columns, test: test?.columns },
    };
    const plain = interactionPreset(events.columns, sides);
    if (this.columns === null) return plain;
    const { kind, weight, split } = plain.settings;
    const known = (name: string | null) => this.columns?.find(({ column }) => column.name === name);
    const values = (name: string | null) => {
      const { top = [], distinct, quantiles } = known(name) ?? {};
      // Of numbers the most frequent are not told; two that end at 0 and 1 are a flag.
      const isFlag = distinct === 2 && quantiles?.[0] === 0 && quantiles.at(-1) === 1;
      return isFlag && top.length === 0 ? ['0', '1'] : top.map(({ value }) => String(value));
    };
    const quantiles = known(weight)?.quantiles;
    const [least, most] = [quantiles?.[0], quantiles?.at(-1)];
    return interactionPreset(events.columns, {
      ...{ ...sides, kinds: values(kind), parts: values(split.column) },
      weights: least === undefined || most === undefined ? null : { least, most },
    });
  }

  #first(cell: CellId, table: TableInfo): boolean {
    const key = `${cell} ${table.id}`;
    if (made.has(key)) return false;
    made.add(key);
    return true;
  }
}

const parts = ['users', 'items', 'friends'] as const;
type Part = (typeof parts)[number];

function untouched(settings: InteractionsSettings, part: Part): boolean {
  if (part === 'friends') return settings.friends.user === null && settings.friends.friend === null;
  return settings[part].key === null;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
