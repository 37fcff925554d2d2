import type { GraphBuilder } from './graph-builder.ts';
import { NoLowering } from './no-lowering.ts';
import type { Value } from './value.ts';

/** What a tfjs kernel is in the graph: its values from those of its inputs, in the order tfjs names them, and its attributes. */
export type Lowering = (
  graph: GraphBuilder,
  inputs: readonly Value[],
  attributes: Readonly<Record<string, unknown>>,
) => Value | Value[];

/** A list of an operation's attributes. */
export function numbers(list: unknown): number[] {
  return Array.isArray(list) ? list.map(Number) : [];
}

export function given(value: Value | undefined): Value {
  if (!value) throw new NoLowering('an operation without its input');
  return value;
}
