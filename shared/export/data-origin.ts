import { z } from 'zod';

/** Data that something exported was made from. */
export const dataOrigin = z.object({
  cell: z.string(),
  /** File name, or what made it. */
  name: z.string(),
  /** Identity of its content. */
  fingerprint: z.string(),
  rows: z.number().int(),
  /** Made up by the sample shop. */
  synthetic: z.boolean(),
});
