import type { LinearChunk, LinearProblem } from './linear-problem.ts';

/** Entries [from, to) of a row, the last being the bias's 1, and its targets. */
type EachRow = (
  index: Int32Array,
  value: Float32Array,
  from: number,
  to: number,
  target: Float32Array,
) => void;

/** Rows that have a label, without zeros: those of row r are entries [start[r], start[r + 1]). */
type Kept = { start: Int32Array; index: Int32Array; value: Float32Array; y: Float32Array };

/** Multiply-adds, about, between two looks at what else is to be done. */
const sliceEntries = 2e6;

/**
 * The rows of a linear problem, passed over again and again: their entries that are not 0, kept in memory as far as
 * `memory` bytes go and read and made sparse anew beyond.
 */
export class SparseRows {
  /** Rows of the last whole pass. */
  count = 0;
  private readonly kept: Kept[] = [];
  private whole = false;
  private left: number;
  private readonly problem: LinearProblem;

  constructor(problem: LinearProblem, memory: number) {
    this.problem = problem;
    this.left = memory;
  }

  async each(visit: EachRow): Promise<void> {
    const { units, pace } = this.problem;
    let [count, since] = [0, 0];
    for (const part of this.parts()) {
      const rows = part.start.length - 1;
      for (let r = 0; r < rows; r++) {
        const [from, to] = [part.start[r]!, part.start[r + 1]!];
        visit(part.index, part.value, from, to, part.y.subarray(r * units, (r + 1) * units));
        since += (to - from) * units;
        if (since > sliceEntries) {
          await pace();
          since = 0;
        }
      }
      count += rows;
    }
    await pace();
    this.count = count;
  }

  private *parts(): Iterable<Kept> {
    yield* this.kept;
    if (this.whole) return;
    const known = this.kept.length;
    let at = 0;
    let fits = true;
    for (const chunk of this.problem.chunks()) {
      if (at++ < known) continue;
      const part = sparse(chunk, this.problem);
      const bytes = part.index.byteLength + part.value.byteLength + part.y.byteLength;
      fits &&= bytes <= this.left;
      // Kept ones are the first ones, as they come in the same order again.
      if (fits) {
        this.kept.push(part);
        this.left -= bytes;
      }
      yield part;
    }
    this.whole = fits;
    if (!fits) this.left = 0;
  }
}

function sparse({ x, y }: LinearChunk, { inputs, units }: LinearProblem): Kept {
  const rows = y.length / units;
  const start = [0];
  const learnt: number[] = [];
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(y[row * units]!)) continue;
    learnt.push(row);
    for (let i = row * inputs; i < (row + 1) * inputs; i++) if (x[i] !== 0) entries++;
    start.push(++entries);
  }
  const index = new Int32Array(entries);
  const value = new Float32Array(entries);
  const targets = new Float32Array(learnt.length * units);
  let at = 0;
  learnt.forEach((row, place) => {
    targets.set(y.subarray(row * units, (row + 1) * units), place * units);
    for (let i = 0; i < inputs; i++) {
      const entry = x[row * inputs + i]!;
      if (entry === 0) continue;
      index[at] = i;
      value[at++] = entry;
    }
    index[at] = inputs;
    value[at++] = 1;
  });
  return { start: Int32Array.from(start), index, value, y: targets };
}
