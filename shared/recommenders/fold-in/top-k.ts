/** Positions of the `k` largest finite values of `scores[from, from + length)`, best first; ties by position. */
export function topK(
  scores: Float32Array,
  k: number,
  from = 0,
  length = scores.length,
): Int32Array {
  const heap = new Int32Array(Math.min(k, length));
  let size = 0;
  const before = (a: number, b: number): boolean => {
    const x = scores[from + a]!;
    const y = scores[from + b]!;
    return x > y || (x === y && a < b);
  };
  // The root is the worst of the best, so that most candidates are turned away by one comparison.
  const sink = (at: number): void => {
    const moved = heap[at]!;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child]!, heap[child + 1]!)) child += 1;
      if (before(heap[child]!, moved)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moved;
  };
  // Of equal ones the first stays, so what comes later has to be better than the worst kept.
  let bar = -Infinity;
  for (let i = 0; i < length; i++) {
    if (!(scores[from + i]! > bar)) continue;
    if (size < heap.length) {
      heap[size++] = i;
      if (size < heap.length) continue;
      for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);
    } else if (size > 0) {
      heap[0] = i;
      sink(0);
    } else break;
    bar = scores[from + heap[0]!]!;
  }
  return heap.slice(0, size).sort((a, b) => (before(a, b) ? -1 : 1));
}
