import { z } from 'zod';
import { importWarning, tableOutput } from './data.ts';
import type { CellKindDefinition } from './value-type.ts';

export const sql = {
  kind: 'sql',
  version: 3,
  settings: z.object({
    query: z.string().default(''),
    rowLimit: z.number().int().min(1).max(10_000_000).default(1_000_000),
    secondsLimit: z.number().min(1).max(3600).default(30),
  }),
  output: tableOutput.extend({ warnings: z.array(importWarning).default([]) }),
  produces: 'table',
  slots: [{ name: 'tables', accepts: ['table'], many: true, optional: false }],
  cost: 'cheap',
  isUnset: ({ query }: { query: string }) => query.trim() === '',
  usesInputNames: true,
  prose: 'query',
  queries: {},
} as const satisfies CellKindDefinition;
