import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { passSlots } from '../pass.ts';
import { newPlan, stageColumn, withColumns, withTransform, type Stage } from '../stage.ts';
import type { OtherTable, Plan, StepContext } from '../step-context.ts';

const mostRows = 20_000_000;
/** Values of the other table that are held in memory; larger tables are read row by row. */
const heldValues = 2_000_000;

/** Rows of the other table by key: the first one, and for each the next with the same key (-1: none). */
type Index = { first: Map<string, number>; next: Int32Array; repeatedKeys: number };

/**
 * Each row gets the columns of the other table's rows with the same key, once for each of them; keys are compared as
 * text, and a missing key has no partner. Throws join_too_many_rows.
 */
export const planJoin: Plan<'join'> = async (stage, step, context) => {
  const other = context.others[step.index];
  if (other === undefined) throw new PortraitError('cell_input_missing', { slot: 'others' });
  const key = stageColumn(stage, step.key);
  const otherKey = other.info.columns.findIndex((column) => column.name === step.otherKey);
  if (otherKey < 0) throw columnMissing(step.otherKey, other.info.columns);
  const index = await indexOf(other, otherKey, context);
  if (index.repeatedKeys > 0) await checkSize(stage, key.slot, index, context);
  const taken = other.info.columns.map((_, at) => at).filter((at) => at !== otherKey);
  const fetch = await fetcher(other, context);
  const columns = taken.flatMap((at) => other.info.columns[at] ?? []);
  const added = withColumns(stage, columns, other.name);
  const { slots } = added;
  const put = (row: CellValue[], partner: CellValue[]): CellValue[] => {
    slots.forEach((slot, at) => (row[slot] = partner[taken[at]!] ?? null));
    return row;
  };
  const joined = withTransform(added.stage, {
    reads: [key.slot],
    writes: slots,
    reshapes: step.how === 'inner' || index.repeatedKeys > 0,
    begin(tally) {
      const used = new Uint8Array(other.info.rows);
      const { repeatedKeys } = index;
      const matches = { matched: 0, unmatched: 0, unused: other.info.rows, repeatedKeys };
      if (tally !== null) tally.matches = matches;
      return (row, emit) => {
        let partner = firstOf(index, row[key.slot]);
        matches[partner < 0 ? 'unmatched' : 'matched']++;
        if (partner < 0 && step.how === 'left') emit(row);
        while (partner >= 0) {
          if (used[partner] === 0) matches.unused--;
          used[partner] = 1;
          const following = index.next[partner] ?? -1;
          emit(put(following < 0 ? row : [...row], fetch(partner)));
          partner = following;
        }
      };
    },
  });
  return { ...joined, plan: newPlan(joined.columns, { step: context.at, type: 'join' }) };
};

function firstOf(index: Index, key: CellValue | undefined): number {
  return key === null || key === undefined ? -1 : (index.first.get(String(key)) ?? -1);
}

async function indexOf(other: OtherTable, column: number, context: StepContext): Promise<Index> {
  const index: Index = {
    first: new Map(),
    next: new Int32Array(other.info.rows).fill(-1),
    repeatedKeys: 0,
  };
  const last = new Map<number, number>();
  let position = 0;
  for (const rows of other.scan([column])) {
    for (const [key] of rows) {
      const first = firstOf(index, key);
      if (first >= 0) {
        if (!last.has(first)) index.repeatedKeys++;
        index.next[last.get(first) ?? first] = position;
        last.set(first, position);
      } else if (key !== null && key !== undefined) index.first.set(String(key), position);
      position++;
    }
    await context.pace();
  }
  return index;
}

async function checkSize(
  stage: Stage,
  slot: number,
  index: Index,
  context: StepContext,
): Promise<void> {
  const sizes = new Map<number, number>();
  const size = (first: number): number => {
    let count = 0;
    for (let at = first; at >= 0; at = index.next[at] ?? -1) count++;
    return count;
  };
  let rows = 0;
  const count = (row: CellValue[]): void => {
    const first = firstOf(index, row[slot]);
    if (first >= 0 && !sizes.has(first)) sizes.set(first, size(first));
    rows += Math.max(1, sizes.get(first) ?? 0);
  };
  await passSlots(stage, [slot], count, context);
  if (rows > mostRows) throw new PortraitError('join_too_many_rows', { rows, limit: mostRows });
}

async function fetcher(
  other: OtherTable,
  context: StepContext,
): Promise<(position: number) => CellValue[]> {
  const columns = other.info.columns.map((_, at) => at);
  if (other.info.rows * columns.length > heldValues) return (position) => other.row(position);
  const held: CellValue[][] = [];
  for (const rows of other.scan(columns)) {
    for (const row of rows) held.push(row);
    await context.pace();
  }
  return (position) => held[position] ?? [];
}
