import { z } from 'zod';
import type { CellKindDefinition } from './value-type.ts';

export const note = {
  kind: 'note',
  version: 1,
  settings: z.object({ text: z.string().default('') }),
  output: z.object({}),
  produces: null,
  slots: [],
  cost: 'cheap',
  passive: true,
  prose: 'text',
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
