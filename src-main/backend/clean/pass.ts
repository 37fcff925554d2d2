import type { Emit, Row, Stage, Transform } from './stage.ts';
import type { Tally } from './tally.ts';

export type PassOptions = {
  pace: () => Promise<void>;
  /** Told the source rows read so far. */
  progress?: (done: number) => void;
};

/** All rows after the stage's steps, each step tallied. `tallies` has one entry per step. */
export async function passAll(
  stage: Stage,
  tallies: readonly Tally[],
  emit: Emit,
  options: PassOptions,
): Promise<void> {
  const steps = stage.transforms.map((transform, index) => tallied(transform, tallies[index]));
  const all = Array.from({ length: stage.source.slots }, (_, slot) => slot);
  await run(stage, steps, all, emit, options);
}

/** Rows after the stage's steps, with only the wanted slots certain to be filled: for statistics. */
export async function passSlots(
  stage: Stage,
  wanted: readonly number[],
  emit: Emit,
  options: PassOptions,
): Promise<void> {
  const { kept, slots } = needed(stage, wanted);
  const steps = kept.map((transform) => transform.begin(null));
  const columns = [...slots].filter((slot) => slot < stage.source.slots).sort((a, b) => a - b);
  await run(stage, steps, columns, emit, options);
}

/** Which steps and slots matter for the wanted slots, worked out from the last step to the first. */
function needed(
  stage: Stage,
  wanted: readonly number[],
): { kept: Transform[]; slots: Set<number> } {
  const slots = new Set(wanted);
  const kept: Transform[] = [];
  for (const transform of stage.transforms.toReversed()) {
    if (!transform.reshapes && !transform.writes.some((slot) => slots.has(slot))) continue;
    for (const slot of transform.reads) slots.add(slot);
    kept.unshift(transform);
  }
  return { kept, slots };
}

type Step = (row: Row, emit: Emit) => void;

function tallied(transform: Transform, tally: Tally | undefined): Step {
  const step = transform.begin(tally ?? null);
  if (tally === undefined) return step;
  return (row, emit) => {
    tally.rowsBefore++;
    step(row, (result) => {
      tally.rowsAfter++;
      emit(result);
    });
  };
}

async function run(
  stage: Stage,
  steps: readonly Step[],
  columns: number[],
  emit: Emit,
  { pace, progress }: PassOptions,
): Promise<void> {
  const first = steps.reduceRight<Emit>((next, step) => (row) => step(row, next), emit);
  let done = 0;
  for (const batch of stage.source.scan(columns)) {
    for (const values of batch) {
      const row: Row = Array<Row[number]>(stage.width).fill(null);
      columns.forEach((slot, at) => (row[slot] = values[at] ?? null));
      first(row);
    }
    done += batch.length;
    progress?.(done);
    await pace();
  }
}
