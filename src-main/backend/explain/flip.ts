import type { ColumnRange, FlipAnswer } from '#shared/model/cells/explain.ts';
import type { CellValue } from '#shared/model/table.ts';
import { valueNumber } from '#shared/encoding/index.ts';
import { dayMilliseconds, storedTime } from '#shared/values/time/index.ts';
import type { Decider, Decision } from './decision.ts';
import { dayText } from './ranges.ts';

/** Columns that may change, by their place in the row. */
export type Movable = { index: number; range: ColumnRange };

/** Changes tried together, and what they lead to. */
type State = { row: CellValue[]; changed: Movable[]; decision: Decision; margin: number };

const mostTogether = 4;
/** States kept from one number of changes to the next. */
const beam = 24;
const mostFlips = 5;

/**
 * The smallest changes of raw values that lead to another decision, each within what the column held in training: as few
 * columns as can be, among those the least way (the share of the range seen for numbers and days, 1 for a category). One
 * column is tried with every value; several together start from what came nearest, so a smaller set may be missed.
 */
export async function flips(
  row: readonly CellValue[],
  columns: readonly Movable[],
  decider: Decider,
  pace: () => Promise<void>,
): Promise<Omit<FlipAnswer, 'row'>> {
  const start = decider.decide([...row]);
  const { code } = start;
  let tried = 0;
  const stateOf = (changedRow: CellValue[], changed: Movable[]): State => {
    tried += 1;
    const decision = decider.decide(changedRow);
    return { row: changedRow, changed, decision, margin: decider.margin(decision, code) };
  };
  let states: State[] = [{ row: [...row], changed: [], decision: start, margin: -Infinity }];
  let together = 0;
  let found: State[] = [];
  while (found.length === 0 && together < Math.min(mostTogether, columns.length)) {
    together += 1;
    const next: State[] = [];
    for (const state of states) {
      for (const column of columns) {
        if (state.changed.some(({ index }) => index === column.index)) continue;
        for (const value of candidates(column.range, row[column.index] ?? null)) {
          next.push(stateOf(state.row.with(column.index, value), [...state.changed, column]));
        }
        await pace();
      }
    }
    found = next.filter(({ decision }) => decision.code !== code);
    states = next.toSorted((a, b) => b.margin - a.margin).slice(0, beam);
  }
  const smallest = nearestOfEachSet(found, row).map((state) => {
    let best = state;
    for (const column of state.changed) {
      const at = column.index;
      const nearer = nearestValue(column.range, row[at] ?? null, best.row[at] ?? null, (value) => {
        const other = stateOf(best.row.with(at, value), best.changed);
        return other.decision.code !== code ? other : null;
      });
      best = nearer ?? best;
    }
    return best;
  });
  const told = smallest
    .map((state) => ({ state, distance: distanceOf(state, row) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, mostFlips);
  return {
    ...{ score: start.score, decision: decider.className(code), tried, together },
    flips: told.map(({ state, distance }) => ({
      changes: state.changed.map(({ index, range }) => ({
        column: range.column,
        from: row[index] ?? null,
        to: state.row[index] ?? null,
      })),
      score: state.decision.score,
      decision: decider.className(state.decision.code),
      distance,
    })),
  };
}

function candidates({ low, high, type, values }: ColumnRange, current: CellValue): CellValue[] {
  const ends = low === null || high === null ? [] : [low, high];
  const all = type === 'date' ? [...values, ...ends.map(dayText)] : [...values, ...ends];
  return [...new Set(all)].filter((value) => value !== current);
}

/** Of each set of columns the state with the least way. */
function nearestOfEachSet(states: readonly State[], row: readonly CellValue[]): State[] {
  const nearest = new Map<string, { state: State; distance: number }>();
  for (const state of states) {
    const key = state.changed
      .map(({ index }) => index)
      .sort((a, b) => a - b)
      .join(' ');
    const distance = distanceOf(state, row);
    const known = nearest.get(key);
    if (known === undefined || distance < known.distance) nearest.set(key, { state, distance });
  }
  return [...nearest.values()]
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostFlips)
    .map(({ state }) => state);
}

function distanceOf({ row: changed, changed: columns }: State, row: readonly CellValue[]): number {
  return columns.reduce((sum, { index, range }) => {
    const [from, to] = [place(range, row[index] ?? null), place(range, changed[index] ?? null)];
    if (from === null || to === null || range.low === null || range.high === null) return sum + 1;
    return sum + Math.abs(to - from) / Math.max(range.high - range.low, Number.MIN_VALUE);
  }, 0);
}

/** A value on the column's scale, days as milliseconds; null for a category or a missing value. */
function place({ type, low }: ColumnRange, value: CellValue): number | null {
  if (low === null || value === null) return null;
  return type === 'date' ? storedTime(value) : valueNumber(value);
}

/**
 * Halves the way from the present value to one that flips, as finely as the column's type has it, and rounds the end where
 * a rounder number flips as well. Null for a category, or where the value is missing: then every value is as far.
 */
function nearestValue(
  range: ColumnRange,
  current: CellValue,
  flipping: CellValue,
  flipsAt: (value: CellValue) => State | null,
): State | null {
  const from = place(range, current);
  const to = place(range, flipping);
  if (from === null || to === null) return null;
  return halved(from, to, range, flipsAt);
}

function halved(
  near: number,
  far: number,
  range: ColumnRange,
  flipsAt: (value: CellValue) => State | null,
): State | null {
  const step = range.type === 'date' ? dayMilliseconds : range.type === 'real' ? 0 : 1;
  const told = (value: number): CellValue => (range.type === 'date' ? dayText(value) : value);
  let [from, to] = [near, far];
  let best: State | null = null;
  for (let halving = 0; halving < 40; halving++) {
    const half = (to - from) / 2;
    const middle: number = step === 0 ? from + half : from + Math.round(half / step) * step;
    if (middle === from || middle === to) break;
    const state = flipsAt(told(middle));
    if (state === null) from = middle;
    else [to, best] = [middle, state];
    if (step === 0 && Math.abs(to - from) < 1e-9 * Math.abs(to)) break;
  }
  if (step !== 0) return best;
  return rounded(from, to, range, flipsAt) ?? best;
}

/** The number of fewest digits, not nearer than `to`, that still flips. */
function rounded(
  from: number,
  to: number,
  { low, high }: ColumnRange,
  flipsAt: (value: CellValue) => State | null,
): State | null {
  const away = to >= from ? Math.ceil : Math.floor;
  const span = (high ?? to) - (low ?? to) || Math.abs(to) || 1;
  for (let digits = 3; digits <= 7; digits++) {
    const unit = 10 ** (Math.floor(Math.log10(span)) - digits + 1);
    const value = Number((away(to / unit) * unit).toPrecision(12));
    if (low !== null && high !== null && (value < low || value > high)) continue;
    const state = flipsAt(value);
    if (state !== null) return state;
  }
  return null;
}
