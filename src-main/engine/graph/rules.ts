import type { Draft, Value } from './value.ts';

/** What the rules know operations as: functions of elements, a copy or cast, and the same elements in another shape. */
export type Meaning = 'add' | 'sub' | 'mul' | 'div' | 'copy' | 'view';

/** What the rules must be told about a recording's operations. */
export type Vocabulary<Op, Type> = {
  /** Says all that an operation is but its inputs; null for one that is not to be compared with others. */
  key(operation: Op, shape: readonly number[]): string | null;
  meaning(operation: Op): Meaning | null;
  /** A view of a view as one. */
  joined(outer: Op, inner: Op): Op;
  /** The number all elements of a constant are, or null. */
  splat(value: Value<Op, Type>): number | null;
};

/** Whether a function of elements gives its first operand back where the second is this number. */
export function isNeutral(meaning: Meaning | null, second: number | null): boolean {
  if (meaning === 'mul' || meaning === 'div') return second === 1;
  return (meaning === 'add' || meaning === 'sub') && second === 0;
}

/** Operands of a sum or product with one that is known behind the other, so that more values are equal. */
export function ordered<V>(
  meaning: Meaning | null,
  inputs: readonly V[],
  splat: (value: V) => number | null,
): readonly V[] {
  const [a, b, ...rest] = inputs;
  if ((meaning !== 'mul' && meaning !== 'add') || a === undefined || b === undefined) return inputs;
  return splat(a) !== null && splat(b) === null ? [b, a, ...rest] : inputs;
}

/** The same value in fewer or simpler words: another draft, or a value that is there already. */
export function simplified<Op, Type>(
  draft: Draft<Op, Type>,
  vocabulary: Vocabulary<Op, Type>,
): Draft<Op, Type> | Value<Op, Type> {
  const { operation, shape, type } = draft;
  const { meaning, joined, splat } = vocabulary;
  const known = meaning(operation);
  const inputs = ordered(known, draft.inputs, splat);
  const [first, second] = inputs;
  if (known === null || !first) return draft;
  const givesBack =
    known === 'copy' || known === 'view' || isNeutral(known, second ? splat(second) : null);
  if (givesBack && first.type === type && first.shape.join() === shape.join()) return first;
  const [behind] = first.inputs;
  if (known === 'view' && behind && meaning(first.operation) === 'view') {
    const whole = joined(operation, first.operation);
    return simplified(
      { ...draft, operation: whole, inputs: [behind, ...inputs.slice(1)] },
      vocabulary,
    );
  }
  return { ...draft, inputs };
}
