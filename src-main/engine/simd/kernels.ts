import { kernelsWasm } from './kernels-wasm.ts';

/**
 * Loops over rows of float32, four at a time, or of float64, two; kernels/ says what the addresses are. Whether a product and a sum are rounded
 * once or twice is the processor's choice (relaxed SIMD): results repeat bit for bit on one machine, not on every one.
 */
export type Kernels = {
  /** A thread's part of the rows that `solveRows` writes down. */
  run(part: number, parts: number): void;
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

/** The kernels, compiled once a process. */
export function kernelModule(): WebAssembly.Module {
  return (compiled ??= new WebAssembly.Module(Buffer.from(kernelsWasm, 'base64')));
}

/** The kernels on this memory, which is shared. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  // What a module exports is typed by nothing but its source.
  return new WebAssembly.Instance(kernelModule(), { env: { memory } })
    .exports as unknown as Kernels;
}
