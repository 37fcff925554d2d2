import type * as graph from '../../graph/value.ts';

/** Functions of single elements. Comparisons give 1 or 0 as float32, `select` its second where the first is not 0, else its third. */
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
  | 'ne'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'tanh'
  | 'softplus'
  | 'erf'
  | 'floor'
  | 'toInt'
  | 'toFloat'
  /** A number in [0, 1) of the low 23 bits of a random word. */
  | 'unit'
  | 'select'
  | 'copy';

/** What a value is, as far as its inputs do not say. */
export type Operation =
  | { kind: 'input'; index: number }
  /** One number for all elements, or all of them. */
  | { kind: 'constant'; values: number | Float32Array | Int32Array }
  | { kind: 'map'; fn: MapName }
  /** The elements of its input from number `offset` on, in another shape. */
  | { kind: 'view'; offset: number }
  /** Of the last two dimensions, for each of those before; the left factor is read along its columns where `transposeA`. */
  | { kind: 'product'; transposeA: boolean }
  /** Input seen as [outer, length, inner]; sums are multiplied by `scale`. */
  | { kind: 'reduce'; fn: 'sum' | 'max'; length: number; inner: number; scale: number }
  /** Number of the greatest of each `length` in a row, the first of equals. */
  | { kind: 'argMax'; length: number }
  /** Inputs one after the other. */
  | { kind: 'join' }
  /** Inputs [rows, columns] side by side. */
  | { kind: 'joinColumns' }
  /** Element [i, j, ...] is the input's number first + i strides[0] + j strides[1] + ...: turned, cut or repeated. */
  | { kind: 'strided'; first: number; strides: readonly number[] }
  | { kind: 'oneHot'; depth: number }
  /** Of a table [rows, width] and row numbers: the rows [n, width]. */
  | { kind: 'gather'; rows: number; width: number }
  /** Of row numbers and rows [n, width]: a table [rows, width] of 0 with each row added where its number says. */
  | { kind: 'scatterAdd'; rows: number; width: number }
  /** Of row numbers: at each number that occurs, where it occurs first; elsewhere anything. */
  | { kind: 'places'; rows: number }
  /** Of rows [n, width], their numbers and these numbers' places: each row the sum of all rows of its number. */
  | { kind: 'sumAlike'; width: number }
  /** Of a table, row numbers and rows: the table with these rows in it, the last of a number. */
  | { kind: 'putRows'; rows: number; width: number }
  /** Random words of the stream at the step that is the input. */
  | { kind: 'words'; seed: number; purpose: number }
  /** `scale` where a draw of `bits` bits of the words is at least the threshold, else 0; from draw `first` on. */
  | { kind: 'draws'; bits: 8 | 16; threshold: number; first: number; scale: number };

/** Whole numbers are i32; truth is 1 or 0 as f32, or as a byte where it is an input that rows are taken of. */
export type ElementType = 'f32' | 'i32' | 'u8';

/** A tensor of the graph. */
export type Value = graph.Value<Operation, ElementType>;

/** A function of tensors: what `run` computes from its inputs. */
export type Graph = graph.Graph<Operation, ElementType>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Bytes of a value in memory. */
export const bytesOf = ({ shape, type }: Value): number => sizeOf(shape) * (type === 'u8' ? 1 : 4);

/** The number all elements of a constant are, or null. */
export function splatOf({ operation }: Value): number | null {
  return operation.kind === 'constant' && typeof operation.values === 'number'
    ? operation.values
    : null;
}
