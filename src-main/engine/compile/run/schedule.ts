import { largest } from '#shared/statistics/extremes.ts';
import { rowsFor } from '../kernels/access.ts';
import { sizeOf, type Graph, type Value } from '../lower/value.ts';

/** One function of the module: a loop over elements that computes several values, or one other operation. */
export type Kernel =
  | { kind: 'loop'; rows: number; columns: number; values: Value[] }
  | { kind: 'single'; value: Value };

/** A loop over [rows, columns]; rows is null while only the number of elements matters. */
type OpenLoop = { size: number; rows: number | null; values: Value[] };

export type Schedule = {
  kernels: Kernel[];
  /** Which kernel makes a value; views have their source's, inputs and constants none. */
  kernelOf: (value: Value) => number;
};

/** A view's source and the number of its first element there. */
export function sourceOf(value: Value): { source: Value; offset: number } {
  const [behind] = value.inputs;
  // Views of views do not occur.
  return value.operation.kind === 'view' && behind
    ? { source: behind, offset: value.operation.offset }
    : { source: value, offset: 0 };
}

/**
 * Puts the values into kernels, each after those it needs. Element by element functions of as many elements join into one
 * loop, the earliest that comes late enough; so an optimiser's step on all parameters is a single pass.
 */
export function schedule(graph: Graph): Schedule {
  const kernels: (OpenLoop | Value)[] = [];
  const made = new Map<Value, number>();
  const kernelOf = (value: Value): number => made.get(sourceOf(value).source) ?? -1;
  for (const value of graph.values) {
    const { kind } = value.operation;
    if (kind === 'input' || kind === 'constant' || kind === 'view') continue;
    const after = largest(value.inputs.map(kernelOf), -1);
    if (kind !== 'map') {
      made.set(value, kernels.push(value) - 1);
      continue;
    }
    const size = sizeOf(value.shape);
    const rows = rowsOf(value);
    let at = Math.max(after, 0);
    while (at < kernels.length && !joins(kernels[at], size, rows)) at++;
    const loop = kernels[at];
    if (loop && 'size' in loop) {
      loop.values.push(value);
      loop.rows ??= rows;
    } else kernels.push({ size, rows, values: [value] });
    made.set(value, at);
  }
  return {
    kernels: kernels.map((kernel) => {
      if (!('size' in kernel)) return { kind: 'single', value: kernel };
      const rows = kernel.rows ?? 1;
      return { kind: 'loop', rows, columns: kernel.size / rows, values: kernel.values };
    }),
    kernelOf,
  };
}

function joins(kernel: OpenLoop | Value | undefined, size: number, rows: number | null): boolean {
  if (!kernel || !('size' in kernel) || kernel.size !== size) return false;
  return rows === null || kernel.rows === null || rows === kernel.rows;
}

/** The rows a function of elements must be taken in for the sake of its operands, or null. */
function rowsOf({ shape, inputs }: Value): number | null {
  const wanted = inputs.map((input) => rowsFor(input.shape, shape));
  return wanted.find((rows) => rows !== null) ?? null;
}
