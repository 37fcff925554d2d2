import { cellId } from '../model/ids.ts';
import { z } from 'zod';

/** Where a path lies, told from its text alone. `network` and `device` as the backend's path kinds; `inside`: below the notebook's folder. */
export const pathPlace = z.enum(['inside', 'outside', 'network', 'device']);
export type PathPlace = z.infer<typeof pathPlace>;

const namedCell = z.object({ cell: cellId, name: z.string(), kind: z.string() });

/** What a notebook from elsewhere would do once it is trusted. */
export const restricted = z.object({
  /** Cells that run; `byItself` without being asked. */
  runs: z.array(namedCell.extend({ byItself: z.boolean() })),
  /** Files that are read, as written and as a full path; `deleted`: named by a cell in the bin. */
  reads: z.array(
    namedCell.extend({
      path: z.string(),
      fullPath: z.string(),
      place: pathPlace,
      deleted: z.boolean(),
    }),
  ),
  /** Cells that write a table into the workspace. */
  writes: z.array(namedCell),
  /** Restricted notebooks of the workspace beside this one. */
  others: z.number().int(),
});
export type Restricted = z.infer<typeof restricted>;
