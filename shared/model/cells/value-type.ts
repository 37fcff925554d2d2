import { z } from 'zod';

/** What flows from cell to cell. */
export const valueType = z.enum([
  'table',
  'features',
  'model',
  'run',
  'evaluation',
  'interactions',
  'recommender',
  'comparison',
  'profile',
  'updates',
  'intent',
]);
export type ValueType = z.infer<typeof valueType>;

export type Slot = {
  name: string;
  accepts: readonly ValueType[];
  many: boolean;
  optional: boolean;
  /** An optional slot that a new cell is connected by all the same. */
  connects?: true;
};

/** The part of a cell kind both sides know: settings, output, slots, and the questions its result answers. */
export type CellKindDefinition<S extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  kind: string;
  /** Part of the result address: raise it when the same settings give another result. */
  version: number;
  settings: S;
  output: O;
  produces: ValueType | null;
  /** What its result can be taken for besides: the output has the fields of such a value too. */
  also?: readonly ValueType[];
  slots: readonly Slot[];
  /** Cheap cells run by themselves; heavy ones wait for Run. */
  cost: 'cheap' | 'heavy';
  /** Settings with which even a cheap cell waits for Run: to look is then a decision of its own. */
  waitsForRun?(settings: z.output<S>): boolean;
  /** Settings that do not say yet what to make: the cell waits for them as it waits for an input. */
  isUnset?(settings: z.output<S>): boolean;
  /** Nothing to make: such a cell is always fresh and has no result. */
  passive?: boolean;
  /** Whether random choices go into the result; the seed is then part of its address. */
  usesSeed?: boolean;
  /** The kind whose seed is used where it is not the own: what another cell will draw is then drawn here. */
  seedOf?: string;
  /** Whether the names of the input cells show in the result (tables in SQL, prefixes of joined columns). */
  usesInputNames?: boolean;
  /** Settings that change how the result is made but not what it is; left out of the address. */
  unaddressed?: readonly string[];
  /** Some of the unaddressed settings that show in its table all the same (names given by hand): what takes the table takes it with them. */
  namesTable?: readonly string[];
  /** The setting that holds text typed at length: two windows typing in it are joined letter by letter. */
  prose?: string;
  /** What viewers see: all, as it holds no row and no person, or the part that the backend leaves of it; where absent, nothing. */
  viewers?: 'all' | 'part';
  /** Questions about a result, answered without making a new one (pages of rows, a threshold, one user). */
  queries: Record<string, { input: z.ZodType; output: z.ZodType }>;
};

/** Whether what a kind makes may feed a slot. */
export function feeds(definition: CellKindDefinition | undefined, { accepts }: Slot): boolean {
  if (definition === undefined) return false;
  const made = [definition.produces, ...(definition.also ?? [])];
  return made.some((value) => value !== null && accepts.includes(value));
}

/** Whether a kind's result has a table. */
export function hasTable(definition: CellKindDefinition | undefined): boolean {
  return feeds(definition, oneTable);
}

export const oneTable: Slot = { name: 'table', accepts: ['table'], many: false, optional: false };
