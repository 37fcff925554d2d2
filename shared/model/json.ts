import { z } from 'zod';

/** Anything that survives JSON. Settings and outputs are made of it. */
export const json = z.json();
export type Json = z.infer<typeof json>;

/**
 * What came out of JSON text, or was checked by a schema of its own: taken as it is. Walking an answer of 100,000 points
 * once more takes longer than writing it down.
 */
export const checkedJson: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);
