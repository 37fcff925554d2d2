import type { CellValue } from '#shared/model/table.ts';
import {
  decidedReading,
  newNumberEvidence,
  observeNumberText,
  type NumberFormat,
  type NumberReading,
} from '#shared/values/number/index.ts';
import { passSlots } from '../pass.ts';
import type { Stage, StageColumn } from '../stage.ts';
import type { StepContext } from '../step-context.ts';

/** How the texts of a column are to be read as numbers: decided over all of them, or as `format` says. */
export async function columnReading(
  stage: Stage,
  { slot }: StageColumn,
  format: NumberFormat | undefined,
  context: StepContext,
): Promise<NumberReading> {
  const seen = newNumberEvidence();
  const look = (row: CellValue[]): void => {
    const value = row[slot];
    if (typeof value === 'string') observeNumberText(seen, value);
  };
  await passSlots(stage, [slot], look, context);
  const hint = { columns: undefined, delimiter: undefined, chosen: format?.decimal };
  const { reading } = decidedReading(seen, hint);
  return format === undefined ? reading : { ...reading, format, ambiguous: false };
}
