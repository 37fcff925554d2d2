import { kernelModule, kernelsOn, type Kernels } from './kernels.ts';

/** The kernels' own constants and what threads are told lie below. */
const firstFree = 65_536;
const pageBytes = 65_536;
const line = 64;

/** A place in an arena: its address for the kernels, and the numbers there. */
export type Place<T extends Float32Array | Float64Array | Int32Array> = {
  address: number;
  values: T;
};

/**
 * Memory of one fit that the kernels work on, freed with the fit. Its size is said before, as arrays in it would be cut off by
 * growing. At most 4 GiB.
 */
export class Arena {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  private next = firstFree;

  /** @throws RangeError where the bytes cannot be had */
  constructor(bytes: number) {
    const pages = Math.ceil((firstFree + bytes) / pageBytes);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: 65_536, shared: true });
    this.kernels = kernelsOn(this.memory);
  }

  /** What threads make an instance of, on the same memory. */
  get module(): WebAssembly.Module {
    return kernelModule();
  }

  run(part: number, parts: number): void {
    this.kernels.run(part, parts);
  }

  floats(length: number): Place<Float32Array> {
    const address = this.reserve(length);
    return { address, values: new Float32Array(this.memory.buffer, address, length) };
  }

  doubles(length: number): Place<Float64Array> {
    const address = this.reserve(2 * length);
    return { address, values: new Float64Array(this.memory.buffer, address, length) };
  }

  integers(length: number): Place<Int32Array> {
    const address = this.reserve(length);
    return { address, values: new Int32Array(this.memory.buffer, address, length) };
  }

  private reserve(length: number): number {
    const address = this.next;
    this.next += arenaBytes([length]);
    return address;
  }
}

/** Bytes that arrays of these lengths take in an arena, 4 bytes a number. */
export function arenaBytes(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + Math.ceil((length * 4) / line) * line, 0);
}
