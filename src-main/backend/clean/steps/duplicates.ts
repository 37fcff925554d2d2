import { hash } from 'node:crypto';
import type { Plan } from '../step-context.ts';
import { passSlots } from '../pass.ts';
import { stageColumn, withTransform } from '../stage.ts';

const longestPlainKey = 40;

/** Rows equal to an earlier (or later) one in the key columns, missing equal to missing, are dropped. */
export const planDuplicates: Plan<'duplicates'> = async (stage, step, context) => {
  const columns =
    step.keys.length === 0 ? stage.columns : step.keys.map((name) => stageColumn(stage, name));
  const slots = columns.map((column) => column.slot);
  const seen = new Map<string, number>();
  const dropped = new Set<number>();
  let position = 0;
  const look = (row: readonly (string | number | null)[]): void => {
    const key = keyOf(slots.map((slot) => row[slot] ?? null));
    const known = seen.get(key);
    if (known === undefined || step.keep === 'last') seen.set(key, position);
    if (known !== undefined) dropped.add(step.keep === 'last' ? known : position);
    position++;
  };
  await passSlots(stage, slots, look, context);
  const plan = { ...stage.plan, passed: ['duplicates' as const] };
  return withTransform(
    { ...stage, plan },
    {
      reads: [],
      writes: [],
      reshapes: true,
      begin() {
        let passing = 0;
        return (row, emit) => {
          if (!dropped.has(passing++)) emit(row);
        };
      },
    },
  );
};

/** Long keys are kept as digests, so that memory stays small; equal digests mean equal rows for all purposes. */
function keyOf(values: (string | number | null)[]): string {
  const text = JSON.stringify(values);
  return text.length <= longestPlainKey ? text : hash('sha256', text, 'base64');
}
