import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorData } from '../errors/index.ts';
import { engineStatus } from '../model/run.ts';
import { forViewer } from './base.ts';

export const appStatus = z.object({
  version: z.string(),
  host: z.enum(['electron', 'localhost', 'cli']),
  /** Null until the engine was first needed; its memory is that of all its processes together. */
  engine: engineStatus.nullable(),
  /** What is wrong with the workspace file, so that nothing counts as saved; null while all is well. */
  storage: errorData.nullable(),
  jobs: z.object({ running: z.number().int(), queued: z.number().int() }),
});
export type AppStatus = z.infer<typeof appStatus>;

export const app = {
  status: forViewer.input(z.object({})).output(appStatus),
  watch: forViewer.input(z.object({})).output(eventIterator(appStatus)),
};
