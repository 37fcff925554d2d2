import { z } from 'zod';
import type { Slot } from './value-type.ts';

/** Whom a cell is for: the users of some segments of the connected profile. */
export const population = z.object({
  /** What the segments go by (see segmentKeys); none stands for everyone. */
  segments: z.array(z.string()).default([]),
  /** Column that holds the users' ids; null takes the one named as in the profile. */
  column: z.string().nullable().default(null),
});
export type Population = z.infer<typeof population>;

export const populationSlot = {
  name: 'population',
  accepts: ['profile'],
  many: false,
  optional: true,
} as const satisfies Slot;

/** How many rows or users are left of how many. */
export const populationCount = z.object({ left: z.number().int(), of: z.number().int() });
