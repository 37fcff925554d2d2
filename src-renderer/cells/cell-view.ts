import type { Component } from 'svelte';
import type { z } from 'zod';
import type { CellState } from '#shared/notebook/cell-state.ts';
import type { CellKindDefinition } from '#shared/model/cells/value-type.ts';
import type { Json } from '#shared/model/json.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import type { Client } from '../client/client.ts';

/** A result feeding one of the cell's slots, as far as it exists. */
export type InputView = { slot: string; cell: Cell; state: CellState; output: unknown };

/** What a cell's screen gets. It shows `output` (the last result, also while stale) and changes settings through `set`. */
export type CellProps<D extends CellKindDefinition = CellKindDefinition> = {
  cell: Cell;
  settings: z.output<D['settings']>;
  state: CellState;
  /** Its result is being made, or waits for that. */
  busy: boolean;
  output: z.output<D['output']> | null;
  inputs: readonly InputView[];
  /** Every cell of a kind this one depends on, however far before it, with its result as far as it is here. */
  upstream(kind: string): InputView[];
  client: Client;
  /**
   * Changes one setting; `path` into the settings, all of them where empty. Undoable, saved at once. `base` is the text as its
   * field showed it, where another window may have changed it since.
   */
  set(path: (string | number)[], value: Json, base?: string): void;
  /** Asks the shown result a question its kind defines. Rejects with a PortraitError. */
  query<Q extends keyof D['queries'] & string>(
    query: Q,
    input: z.input<D['queries'][Q]['input']>,
  ): Promise<z.output<D['queries'][Q]['output']>>;
  run(): void;
  stop(): void;
  /** Cells of a kind that depend on this one, however far behind it, in the order of the notebook. */
  downstream(kind: string): readonly Cell[];
  /**
   * Adds a cell of another kind below this one, connected to it, or to the cell `from` where that fits better, and
   * runs it at once where asked to. Gives the new cell's id.
   */
  addBelow(
    kind: string,
    settings?: Record<string, Json>,
    from?: string,
    then?: { run: boolean },
  ): string;
};

/** The renderer half of a cell kind: one folder `cells/<kind>/index.ts` exports one of these as `view`. */
export type CellView<D extends CellKindDefinition = CellKindDefinition> = {
  definition: D;
  name: () => string;
  about: () => string;
  icon: Component<{ size?: number | string }>;
  /** What a cell of these settings is called until somebody names it; null for the kind's own name. */
  ownName?: (settings: z.output<D['settings']>) => string | null;
  /** Kinds that it is the usual next step of. */
  follows?: readonly string[];
  /** Shows how far its run is by itself, so that the frame need not. */
  showsProgress?: true;
  /** A changed setting in words (“age filled with mean, was median”); null leaves it to the general wording. */
  settingChange?: (path: readonly (string | number)[], before: Json, after: Json) => string | null;
  /** Settings above, result below; the frame (title, state, run button, inputs) is the notebook's. */
  View: Component<CellProps<D>>;
};
