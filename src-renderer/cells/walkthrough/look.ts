import { chosenColumn, type Choice } from './choice.ts';
import type { NetColumn, NeuronColumn } from './net/net-columns.ts';
import { entry, at as entryAt, type Matrix } from '#shared/network/matrix.ts';
import type { Walk } from './walk.ts';

/** What is looked at, and how many digits are shown. `row`: which row of the batch the net is drawn for. */
export type Look = {
  walk: Walk;
  columns: readonly NetColumn[];
  choice: Choice;
  row: number;
  digits: number;
};

/** One unit of a layer with its numbers in the row looked at. */
export type Unit = {
  column: NeuronColumn;
  before: NetColumn;
  j: number;
  inputs: readonly number[];
  weights: readonly number[];
  bias: number;
  z: number;
  a: number;
  slope: number | null;
  out: number;
  dOut: number;
  dA: number;
  delta: number;
};

export function unitAt({ columns, row }: Look, column: NeuronColumn, j: number): Unit {
  const before = columns[column.at - 1];
  if (before === undefined) throw new RangeError('a layer without inputs');
  const here = (matrix: Matrix): number => entryAt(matrix, row, j);
  return {
    ...{ column, before, j, inputs: column.input[row] ?? [] },
    weights: column.kernel.map((weights) => entry(weights, j)),
    ...{ bias: entry(column.bias, j), z: here(column.z), a: here(column.a) },
    ...{ slope: column.slope && here(column.slope), out: here(column.out) },
    ...{ dOut: here(column.dOut), dA: here(column.dA), delta: here(column.delta) },
  };
}

export function chosenUnit(look: Look): Unit {
  return unitAt(look, chosenColumn(look.columns, look.choice), look.choice.unit);
}
