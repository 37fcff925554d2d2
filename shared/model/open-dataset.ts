import { z } from 'zod';
import { words } from '../locale-schema.ts';

/** An openly licensed real data set a person can fetch themselves, and how its files are read. */
export const openDataset = z.object({
  id: z.string(),
  name: z.string(),
  what: words,
  rows: words,
  licence: words,
  /** Address of the data's own page; Portrait never opens it by itself. */
  home: z.url(),
  /** Files to import, each with the preset (of file-presets) that reads it. */
  files: z.array(z.object({ file: z.string(), preset: z.string() })),
});
export type OpenDataset = z.infer<typeof openDataset>;
