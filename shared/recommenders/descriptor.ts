import type { z } from 'zod';
import type { Machine } from '../estimates/runtime-costs.ts';
import type { Words } from '../locale.ts';

/** What time goes by: numbers of users, items and pairs learnt from. */
export type FitSize = {
  users: number;
  items: number;
  pairs: number;
  /** Sum over users of the squared number of their items: pairs of items that meet in a history. */
  meetings: number;
};

/** Bytes at most beside the data while it is fitted, and the most it may take where the algorithm itself has a bound. */
export type FitMemory = { bytes: number; limit: number | null };

/** A setting as a field of a form, under the name its literature uses. */
export type Field = { key: string; label: Words; hint: Words } & (
  | { kind: 'number'; min: number; max?: number; step: number; integer?: boolean }
  | { kind: 'choice'; options: readonly { value: string; label: Words }[] }
  | { kind: 'switch' }
  | { kind: 'layers' }
);

/** What a recommender learns from beside interactions. */
export type Need = 'segments' | 'content' | 'friends' | 'features' | 'order';

/** What every list of recommenders and a hybrid of them say of themselves. */
export type Presented = {
  name: Words;
  /** One sentence: how it comes to its recommendations. */
  about: Words;
  /** Where it was first described; nothing to name for the plain ones. */
  source?: string;
};

export type Settings = z.ZodObject<{ type: z.ZodLiteral<string> } & z.ZodRawShape>;

/** All that is said of one recommender outside the engine; what it computes stands in the engine's file of its name. */
export type Descriptor<S extends Settings = Settings> = Presented & {
  /** Its settings under the names its literature uses, each with a default; `type` is its id. */
  settings: S;
  /** The settings in the order in which one would turn them. */
  fields: readonly Field[];
  /** Values worth trying first, around what the literature reports. */
  space: readonly { name: string; values: readonly (string | number | boolean)[] }[];
  /** What it would use, where its settings ask for it. */
  needs?: (config: z.output<S>) => Need | null;
  /** Absent where it keeps no more than counts. */
  memory?: (config: z.output<S>, size: { users: number; items: number }) => FitMemory;
  /** Seconds of the fit beside reading and weighting; absent where it only counts. */
  fitSeconds?: (config: z.output<S>, size: FitSize, machine: Machine) => number;
  /** Seconds until every user has a list, beside looking at every score; absent where it only adds up a history. */
  listSeconds?: (config: z.output<S>, size: FitSize, machine: Machine) => number;
  /** What to use instead where it would not fit into memory; iALS where absent. */
  smaller?: 'popular';
  /** Its score sums over what is connected to the user: at 0 there is no reason to recommend. */
  silentAtZero?: true;
  /** It knows something of people of whom nothing but attributes is known. */
  servesByFeatures?: true;
  /** The setting without which its equations may have no solution; those of others have one unless numbers overflow. */
  ridge?: keyof z.output<S> & string;
};

/** A descriptor with the settings' type kept. */
export function recommender<const S extends Settings>(descriptor: Descriptor<S>): Descriptor<S> {
  return descriptor;
}
