import { PortraitError } from '#shared/errors/index.ts';

/** Features and labels of a data set as two row-major arrays, filled once and then only read. */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly targets: number;
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
  #filled = 0;

  /** @throws PortraitError `engine_out_of_memory` */
  constructor(rows: number, columns: number, targets: number) {
    this.rows = rows;
    this.columns = columns;
    this.targets = targets;
    this.x = alignedFloats(rows * columns);
    this.y = alignedFloats(rows * targets);
  }

  get filled(): number {
    return this.#filled;
  }

  /** Adds rows after those already there. @throws PortraitError `bad_request` where the sizes do not fit */
  append(x: Float32Array, y: Float32Array): void {
    const added = x.length / this.columns;
    if (!Number.isInteger(added) || y.length !== added * this.targets) {
      throw new PortraitError('bad_request', { detail: `matrix rows of ${x.length}, ${y.length}` });
    }
    if (this.#filled + added > this.rows) {
      throw new PortraitError('bad_request', { detail: `more than ${this.rows} matrix rows` });
    }
    this.x.set(x, this.#filled * this.columns);
    this.y.set(y, this.#filled * this.targets);
    this.#filled += added;
  }

  /** Copies of the given rows, in that order. */
  gather(rows: Int32Array): { x: Float32Array<ArrayBuffer>; y: Float32Array<ArrayBuffer> } {
    return {
      x: pick(this.x, this.columns, rows),
      y: pick(this.y, this.targets, rows),
    };
  }
}

/**
 * TensorFlow uses an array's memory as it is when it starts at a multiple of 64 bytes and copies it otherwise.
 * Large blocks start 16 bytes into a page with the common allocators, so 48 more bytes save the copy.
 */
function alignedFloats(length: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(new ArrayBuffer(length * 4 + 48), 48, length);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new PortraitError('engine_out_of_memory', { device: 'CPU' }, { cause });
  }
}

function pick(source: Float32Array, width: number, rows: Int32Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    if (width === 1) out[i] = source[start]!;
    else out.set(source.subarray(start, start + width), i * width);
  }
  return out;
}
