import { kernelsWasm } from './kernels-wasm.ts';

type SolveRows = (
  from: number,
  to: number,
  pointer: number,
  index: number,
  weight: number,
  own: number,
  other: number,
  gram: number,
  ridge: number,
  work: number,
  bytes: number,
  steps: number,
) => void;

/**
 * Loops over rows of float32, four at a time, or of float64, two; kernels/ says what the addresses are. Whether a product and a sum are rounded
 * once or twice is the processor's choice (relaxed SIMD): results repeat bit for bit on one machine, not on every one.
 */
export type Kernels = {
  solveRows: SolveRows;
  /** As `solveRows`, of float64 but for the weights. */
  solveRowsDouble: SolveRows;
  gramOfRows(from: number, to: number, rows: number, bytes: number, by: number, out: number): void;
  learnPairs(
    count: number,
    drawn: number,
    users: number,
    items: number,
    bytes: number,
    bias: number,
    rate: number,
    decay: number,
  ): number;
  sumRows(
    count: number,
    index: number,
    value: number,
    rows: number,
    bytes: number,
    out: number,
  ): void;
};

let compiled: WebAssembly.Module | null = null;

/** The kernels on this memory. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(Buffer.from(kernelsWasm, 'base64'));
  // What a module exports is typed by nothing but its source.
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernels;
}
