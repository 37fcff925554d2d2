import type { ValueType } from './trace.ts';

/** A loop's variables, the type of a step's result, and how many tensors of state there are. */
export type LoopLayout = {
  variables: readonly ValueType[];
  result: ValueType;
  stateCount: number;
};

/** For functions whose operations one thread walks in order. */
export const oneThread = {
  _executor: { kind: 'string', value: 'SINGLE_THREADED_EXECUTOR' },
} as const;

/** Inputs or outputs of a function of these types: `<prefix>0`, `<prefix>1`, ... */
export function args(
  prefix: string,
  types: readonly ValueType[],
): { name: string; type: number }[] {
  return types.map(({ dtype }, i) => ({ name: `${prefix}${i}`, type: dtype }));
}
