import type { Activation } from '#shared/model/net/model-spec.ts';

/** A date and time as written, in numbers; `isTime` is false where the text is none, and the numbers then mean nothing. */
export type WrittenTime<V> = {
  isTime: V;
  year: V;
  month: V;
  day: V;
  hour: V;
  minute: V;
  second: V;
  /** Milliseconds within the second, finer digits cut off. */
  millisecond: V;
  /** Zone as written: `hhmm` as one number, and whether it lies west of Greenwich. */
  zone: V;
  isWest: V;
};

/**
 * What a graph is made of. A value stands for a column of n rows; numbers are float64, so that they come out as in
 * JavaScript, and become float32 in `column` only. Text has no null: `''` is a missing value.
 */
export type Primitives<V> = {
  numberInput(name: string): V;
  textInput(name: string): V;
  /** One number for all rows. */
  number(value: number): V;
  text(value: string): V;
  add(a: V, b: V): V;
  subtract(a: V, b: V): V;
  multiply(a: V, b: V): V;
  divide(a: V, b: V): V;
  floor(a: V): V;
  abs(a: V): V;
  /** log(1 + a) of a >= 0. */
  log1p(a: V): V;
  less(a: V, b: V): V;
  equal(a: V, b: V): V;
  equalText(a: V, b: V): V;
  and(a: V, b: V): V;
  or(a: V, b: V): V;
  not(a: V): V;
  where(condition: V, a: V, b: V): V;
  /** The whole number that belongs to each text, or `otherwise`: to look up by, as `index` makes them. */
  lookUp(text: V, keys: readonly string[], places: readonly number[], otherwise: number): V;
  /** Position of each number among `keys` (NaN is equal to none), or `otherwise`: a number still. */
  match(value: V, keys: readonly number[], otherwise: number): V;
  /** A number as a whole number to look up by. */
  index(value: V): V;
  /** Entries of a table of numbers or of texts. */
  pick(index: V, table: readonly number[]): V;
  pickText(index: V, table: readonly string[]): V;
  /** float32 [n, depth]; all zeros where the index is `depth` or more. */
  oneHot(index: V, depth: number): V;
  /** Whether a part of the list, split at the separator, matches the pattern (RE2) as a whole, or else fails to. */
  anyPart(text: V, separator: string, pattern: string, matches: boolean): V;
  /** Reads ISO 8601 text as `storedTime` does. */
  writtenTime(text: V): WrittenTime<V>;
  /** Numbers or truths as float32 [n, 1]. */
  column(value: V): V;
  /** Blocks of columns side by side: float32 [n, k]. */
  beside(blocks: readonly V[]): V;
  /** The network, in float32: x kernel + bias; kernel [inputs, units] row by row. */
  dense(x: V, kernel: Float32Array, bias: Float32Array): V;
  /** (x - mean) scale + shift, a number each a unit. */
  normalised(x: V, mean: Float32Array, scale: Float32Array, shift: Float32Array): V;
  activated(x: V, activation: Activation): V;
  softmax(x: V): V;
  /** The only column of float32 [n, 1], as [n]. */
  only(x: V): V;
  /** float32 as float64. */
  exact(x: V): V;
  /** Position of the largest in each row, the first among equals. */
  largest(x: V): V;
};
