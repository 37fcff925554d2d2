import { NoLowering } from './lower/no-lowering.ts';

/** What is compiled, or what serves instead where an operation cannot be; its name is told. */
export function compiledOr<T>(
  compiled: () => T,
  otherwise: () => T,
  noting: (operation: string) => void,
): T {
  try {
    return compiled();
  } catch (thrown) {
    if (!(thrown instanceof NoLowering)) throw thrown;
    noting(thrown.operation);
    return otherwise();
  }
}
