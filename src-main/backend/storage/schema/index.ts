import { blobsSchema } from './blobs.ts';
import { changesSchema } from './changes.ts';
import { evaluationsSchema } from './evaluations.ts';
import { notebooksSchema } from './notebooks.ts';
import { resultsSchema } from './results.ts';
import { runsSchema } from './runs.ts';
import { tablesSchema } from './tables.ts';
import { workspaceSchema } from './workspace.ts';

/** The pieces of the first format, in order. A later format is a migration of its own, never a change here. */
export const schemaPieces: readonly string[] = [
  workspaceSchema,
  blobsSchema,
  tablesSchema,
  runsSchema,
  resultsSchema,
  notebooksSchema,
  evaluationsSchema,
  changesSchema,
];
