import { solveRows } from './conjugate-gradients';

/**
 * Where the work of `run` stands, int32s: next row, threads that are done, the row behind the last, rows taken at once, 1 for
 * float64, then what `solveRows` is told from `pointer` to `steps`. Below what an arena hands out, above the kernels' own constants.
 */
const job: usize = 32_768;

/**
 * Solves rows together with other threads on the same memory: each takes the next few until none is left, and the first waits
 * for all. A row is solved by one thread, from what no thread changes, so that its bits do not depend on which. Each has
 * three rows of its own to work in.
 */
export function run(part: i32, parts: i32): void {
  const to = load<i32>(job, 8);
  const taken = load<i32>(job, 12);
  const bytes = <usize>load<i32>(job, 52);
  const work = <usize>load<i32>(job, 48) + <usize>part * 3 * bytes;
  for (;;) {
    const from = atomic.add<i32>(job, taken);
    if (from >= to) break;
    const end = min(from + taken, to);
    if (load<i32>(job, 16)) solve<f64>(from, end, work, bytes);
    else solve<f32>(from, end, work, bytes);
  }
  atomic.add<i32>(job, 1, 4);
  if (part !== 0) {
    atomic.notify(job + 4, 1);
    return;
  }
  for (;;) {
    const done = atomic.load<i32>(job, 4);
    if (done >= parts) return;
    atomic.wait<i32>(job + 4, done, -1);
  }
}

function solve<T>(from: i32, to: i32, work: usize, bytes: usize): void {
  solveRows<T>(
    from,
    to,
    load<i32>(job, 20),
    load<i32>(job, 24),
    load<i32>(job, 28),
    load<i32>(job, 32),
    load<i32>(job, 36),
    load<i32>(job, 40),
    load<i32>(job, 44),
    work,
    bytes,
    load<i32>(job, 56),
  );
}
