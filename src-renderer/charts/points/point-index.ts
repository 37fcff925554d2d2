type Points = { x: ArrayLike<number>; y: ArrayLike<number> };

const perCell = 8;

/** Points by squares of the plane, for finding the nearest one to a place without looking at them all. */
export class PointIndex {
  readonly #points: Points;
  readonly #left: number;
  readonly #low: number;
  readonly #step: number;
  readonly #columns: number;
  readonly #start: Int32Array;
  readonly #order: Int32Array;

  constructor(points: Points) {
    const { x, y } = points;
    this.#points = points;
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let at = 0; at < x.length; at++) {
      left = Math.min(left, x[at]!);
      right = Math.max(right, x[at]!);
      low = Math.min(low, y[at]!);
      high = Math.max(high, y[at]!);
    }
    if (x.length === 0) [left, right, low, high] = [0, 0, 0, 0];
    [this.#left, this.#low] = [left, low];
    const area = Math.max(right - left, 1e-9) * Math.max(high - low, 1e-9);
    this.#step = Math.sqrt((area * perCell) / Math.max(1, x.length)) || 1;
    this.#columns = Math.floor((right - left) / this.#step) + 1 || 1;
    const rows = Math.floor((high - low) / this.#step) + 1 || 1;
    this.#start = new Int32Array(this.#columns * rows + 1);
    for (let at = 0; at < x.length; at++) this.#start[this.#cellOf(x[at]!, y[at]!) + 1]! += 1;
    for (let c = 0; c + 1 < this.#start.length; c++) this.#start[c + 1]! += this.#start[c]!;
    const next = this.#start.slice();
    this.#order = new Int32Array(x.length);
    for (let at = 0; at < x.length; at++) this.#order[next[this.#cellOf(x[at]!, y[at]!)]!++] = at;
  }

  /** Number of the nearest point within `reach`, or -1. */
  nearest(px: number, py: number, reach: number): number {
    let best = -1;
    let least = reach * reach;
    const rows = (this.#start.length - 1) / this.#columns;
    const from = (value: number, origin: number): number =>
      Math.max(0, Math.floor((value - reach - origin) / this.#step));
    const to = (value: number, origin: number, end: number): number =>
      Math.min(end - 1, Math.floor((value + reach - origin) / this.#step));
    for (let row = from(py, this.#low); row <= to(py, this.#low, rows); row++) {
      for (
        let column = from(px, this.#left);
        column <= to(px, this.#left, this.#columns);
        column++
      ) {
        const cell = row * this.#columns + column;
        for (let at = this.#start[cell]!; at < this.#start[cell + 1]!; at++) {
          const point = this.#order[at]!;
          const distance = (this.#points.x[point]! - px) ** 2 + (this.#points.y[point]! - py) ** 2;
          if (distance <= least) [best, least] = [point, distance];
        }
      }
    }
    return best;
  }

  #cellOf(x: number, y: number): number {
    const column = Math.floor((x - this.#left) / this.#step);
    return Math.floor((y - this.#low) / this.#step) * this.#columns + column;
  }
}
