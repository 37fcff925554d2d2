import { z } from 'zod';
import { errorCodes } from './codes.ts';

/** How an error looks when it crosses a process or network boundary. */
export const errorData = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ErrorData = z.infer<typeof errorData>;
