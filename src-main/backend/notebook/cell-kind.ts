import type { Address, CellId, NotebookId, RunId } from '#shared/model/ids.ts';
import type { z } from 'zod';
import type { CellKindDefinition } from '#shared/model/cells/value-type.ts';
import type { ProgressReport } from '#shared/notebook/cell-state.ts';
import type { Workspace } from '../storage/index.ts';
import type { Recommending } from '../recommend/index.ts';
import type { Training } from '../train/index.ts';

/** A result that feeds a slot: which cell made it, where it is stored, and what its kind put out. */
export type InputResult = {
  cell: CellId;
  name: string;
  kind: string;
  address: Address;
  output: unknown;
};

/** What a kind may use while it makes a result. Everything is handed in; kinds own no state. */
export type KindContext = {
  /** The notebook and cell the result is for. */
  notebook: NotebookId;
  cell: CellId;
  address: Address;
  workspace: Workspace;
  training: Training;
  recommending: Recommending;
  /** Unsigned 32 bits, derived from the notebook seed and the kind, so that cells which differ only in a setting compare fairly. */
  seed: number;
  signal: AbortSignal;
  /** Folder that relative data paths are taken from. */
  folder: string;
  clock: () => number;
  progress(progress: ProgressReport): void;
  /** Tells the screen which run to follow while a result is being made. */
  follow(run: RunId): void;
  input(slot: string): InputResult | undefined;
  inputs(slot: string): readonly InputResult[];
  /** Any stored result by its address: the one an input was itself made from. */
  result(address: Address): InputResult;
};

/** What a query may use; queries never change a result. */
export type QueryContext = Pick<
  KindContext,
  'workspace' | 'training' | 'recommending' | 'clock'
> & {
  address: Address;
  /** Results this one was made from, by slot, as recorded with it. */
  inputs(slot: string): readonly InputResult[];
  /** Any stored result by its address. */
  result(address: Address): InputResult;
};

/** The backend half of a cell kind. */
export type CellKind<D extends CellKindDefinition = CellKindDefinition> = {
  definition: D;
  /** Identity of data outside the notebook (a file's content), part of the result address. */
  fingerprint?(
    settings: z.output<D['settings']>,
    folder: string,
    signal?: AbortSignal,
  ): Promise<string>;
  run(context: KindContext, settings: z.output<D['settings']>): Promise<z.input<D['output']>>;
  /** Tables, runs and blobs that live exactly as long as the result. */
  artefacts(output: z.output<D['output']>): { tables: string[]; blobs: string[]; runs: string[] };
  /** A result whose table shows the names given by hand (see `namesTable`); its other artefacts are shared. */
  named?(
    context: Pick<KindContext, 'workspace' | 'signal'>,
    output: z.output<D['output']>,
    settings: z.output<D['settings']>,
  ): Promise<z.input<D['output']>>;
  /** True for what a stopped cell kept: shown and usable, but not the result the settings stand for. */
  partial?(output: z.output<D['output']>): boolean;
  queries: {
    [Q in keyof D['queries']]: (
      context: QueryContext,
      output: z.output<D['output']>,
      input: z.output<D['queries'][Q]['input']>,
    ) => Promise<z.input<D['queries'][Q]['output']>>;
  };
};
