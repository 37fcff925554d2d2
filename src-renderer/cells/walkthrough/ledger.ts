import { kernelOf, vectorOf } from '#shared/network/forward.ts';
import { at, entry, isMatrix } from '#shared/network/matrix.ts';
import { chosenColumn } from './choice.ts';
import type { Look } from './look.ts';
import { digitsGiving, factorDigits, shownProduct } from './numbers.ts';

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
};
export type LedgerKey = Exclude<keyof LedgerRow, 'from'>;

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
    },
  ];
}

/** Rows in the order of a column, by size; the bias stays last. */
export function sortedRows(rows: readonly LedgerRow[], by: LedgerKey | null): LedgerRow[] {
  if (by === null) return [...rows];
  return rows.toSorted((a, b) => {
    if (a.from === null || b.from === null) return a.from === b.from ? 0 : a.from === null ? 1 : -1;
    return Math.abs(b[by]) - Math.abs(a[by]) || a.from - b.from;
  });
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
