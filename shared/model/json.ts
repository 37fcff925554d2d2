import { z } from 'zod';

/** Anything that survives JSON. Settings and outputs are made of it. */
export const json = z.json();
export type Json = z.infer<typeof json>;
