import { kernelOf, vectorOf } from '#shared/network/forward.ts';
import { differenceCheck, type DifferenceCheck } from '#shared/network/difference-check.ts';
import { at, entry, isMatrix, type Tensor } from '#shared/network/matrix.ts';
import { chosenColumn } from '../choice.ts';
import type { Look } from '../look.ts';
import { digitsGiving, factorDigits, shownProduct } from '../numbers.ts';

/** One weight of the unit looked at, or its bias (`from` null): numbers of the row looked at, gradient and move of the step. */
export type LedgerRow = {
  from: number | null;
  input: number;
  w: number;
  product: number;
  delta: number;
  /** What this row alone says: delta times what came in. */
  own: number;
  /** As it is used: mean over the batch, penalties and clipping included. */
  gradient: number;
  readonly next: number;
  readonly move: number;
  /** What the optimiser keeps of this weight after the step, by name. */
  readonly slots: Readonly<Record<string, number>>;
};
export type LedgerKey = Exclude<keyof LedgerRow, 'from' | 'slots'>;

export function ledgerRows(look: Look): LedgerRow[] {
  const { walk, columns, choice, row } = look;
  const column = chosenColumn(columns, choice);
  const { unit } = choice;
  const delta = entry(column.delta[row] ?? [], unit);
  const { trace, state } = walk;
  const gradients = trace.gradients.get(`${column.name}/kernel`) ?? [];
  const kernel = kernelOf(state.weights, `${column.name}/kernel`);
  const rows = (column.input[row] ?? []).map((input, from): LedgerRow => {
    const w = at(kernel, from, unit);
    const gradient = isMatrix(gradients) ? at(gradients, from, unit) : NaN;
    return {
      ...{ from, input, w, product: w * input, delta, own: delta * input, gradient },
      // The step is taken where it is asked for.
      get next() {
        return at(kernelOf(trace.after.weights, `${column.name}/kernel`), from, unit);
      },
      get move() {
        return this.next - w;
      },
      get slots() {
        return slotsAt(trace.after.slots.get(`${column.name}/kernel`), (slot) =>
          isMatrix(slot) ? at(slot, from, unit) : NaN,
        );
      },
    };
  });
  const bias = entry(vectorOf(state.weights, `${column.name}/bias`), unit);
  const ofBias = trace.gradients.get(`${column.name}/bias`) ?? [];
  return [
    ...rows,
    {
      ...{ from: null, input: 1, w: bias, product: bias, delta, own: delta },
      gradient: isMatrix(ofBias) ? NaN : entry(ofBias, unit),
      get next() {
        return entry(vectorOf(trace.after.weights, `${column.name}/bias`), unit);
      },
      get move() {
        return this.next - bias;
      },
      get slots() {
        return slotsAt(trace.after.slots.get(`${column.name}/bias`), (slot) =>
          isMatrix(slot) ? NaN : entry(slot, unit),
        );
      },
    },
  ];
}

function slotsAt(
  slots: Readonly<Record<string, Tensor>> | undefined,
  here: (slot: Tensor) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(slots ?? {}).map(([name, slot]) => [name, here(slot)]));
}

/** Rows by the size of one of their numbers; the bias stays last. */
export function sortedRows(
  rows: readonly LedgerRow[],
  by: ((row: LedgerRow) => number) | null,
): LedgerRow[] {
  if (by === null) return [...rows];
  return rows.toSorted((a, b) => {
    if (a.from === null || b.from === null) return a.from === b.from ? 0 : a.from === null ? 1 : -1;
    return Math.abs(by(b)) - Math.abs(by(a)) || a.from - b.from;
  });
}

/** Weights times rows of so many passes are gone through within a frame or two. */
const mostWork = 4_000_000;

/** Whether so many differences can be taken while one looks. */
export function canDiffer({ walk }: Look, count: number): boolean {
  const { trainableSize } = walk.trace.forward.layout;
  return count * trainableSize * walk.input.batch.x.length <= mostWork;
}

/** What pushing the weight a little to either side does to the loss. */
export function ledgerDifference(
  { walk, columns, choice }: Look,
  from: number | null,
): DifferenceCheck {
  const { name } = chosenColumn(columns, choice);
  const place =
    from === null
      ? { tensor: `${name}/bias`, row: 0, column: choice.unit }
      : { tensor: `${name}/kernel`, row: from, column: choice.unit };
  const mode = { training: true as const, dropoutKeep: walk.input.dropoutKeep };
  return differenceCheck(walk.rules.spec, walk.state.weights, walk.input.batch, mode, place);
}

/** Whether gradients as they are used are not what the row looked at says: of several rows the mean, penalised or clipped. */
export function isUsedOtherwise({ walk, columns, choice }: Look): boolean {
  const { l1, l2 } = chosenColumn(columns, choice);
  return walk.numbers.length > 1 || l1 > 0 || l2 > 0 || walk.rules.training.clipNorm !== null;
}

/** Digits of a row's numbers: of its factors as many as give their products as they are shown. */
export function ledgerDigits(
  { input, w, product, delta, own }: LedgerRow,
  digits: number,
): Partial<Record<LedgerKey, number>> {
  const forward = digitsGiving(product, digits, (d) => shownProduct(w, input, d));
  const back = digitsGiving(own, digits, (d) => shownProduct(delta, input, d));
  return {
    input: Math.max(factorDigits(w, forward), factorDigits(delta, back)),
    w: factorDigits(input, forward),
    delta: factorDigits(input, back),
  };
}
