/** Functions of single elements. Comparisons give 1 or 0, `select` its second where the first is not 0, else its third. */
export type MapName =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'eq'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'tanh'
  | 'softplus'
  | 'erf'
  | 'trunc'
  | 'select'
  | 'copy';

/** What a value is, as far as its inputs do not say. */
export type Operation =
  | { kind: 'input'; index: number }
  /** One number for all elements, or all of them. */
  | { kind: 'constant'; values: number | Float32Array }
  | { kind: 'map'; fn: MapName }
  /** The elements of its input from number `offset` on, in another shape. */
  | { kind: 'view'; offset: number }
  /** The left factor is read along its columns where `transposeA`. */
  | { kind: 'product'; transposeA: boolean }
  /** Input seen as [outer, length, inner]; sums are multiplied by `scale`. */
  | { kind: 'reduce'; fn: 'sum' | 'max'; length: number; inner: number; scale: number }
  /** Number of the greatest of each `length` in a row, the first of equals. */
  | { kind: 'argMax'; length: number }
  /** Inputs one after the other. */
  | { kind: 'join' }
  /** Columns of a matrix of `width` columns. */
  | { kind: 'columns'; first: number; width: number }
  | { kind: 'oneHot'; depth: number }
  | { kind: 'transpose' }
  /** Random words of the stream at the step that is the input. */
  | { kind: 'words'; seed: number; purpose: number }
  /** `scale` where a draw of `bits` bits of the words is at least the threshold, else 0; from draw `first` on. */
  | { kind: 'draws'; bits: 8 | 16; threshold: number; first: number; scale: number };

/** A tensor of the graph. All numbers are float32 but the step, which is int32; truth is 1 or 0. */
export type Value = {
  readonly id: number;
  readonly operation: Operation;
  readonly inputs: readonly Value[];
  readonly shape: readonly number[];
};

/** A function of tensors: what `run` computes from its inputs. */
export type Graph = { inputs: Value[]; outputs: Value[]; values: Value[] };

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The number all elements of a constant are, or null. */
export function splatOf({ operation }: Value): number | null {
  return operation.kind === 'constant' && typeof operation.values === 'number'
    ? operation.values
    : null;
}
