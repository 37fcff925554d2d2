import type { StepLosses } from '../storage/index.ts';

const mostPoints = 4000;

/**
 * Training loss by step, thinned as it grows: never more than 4,000 points, each the mean of `stride` steps
 * and standing at the last of them. Losses that are not finite are left out.
 */
export class LossCurve {
  #stride = 1;
  #step: number[] = [];
  #loss: number[] = [];
  #sum = 0;
  #count = 0;

  constructor(stored?: StepLosses) {
    if (stored === undefined) return;
    this.#stride = stored.stride;
    this.#step = [...stored.step];
    this.#loss = [...stored.loss];
  }

  add(step: number, loss: number): void {
    if (Number.isFinite(loss)) {
      this.#sum += loss;
      this.#count += 1;
    }
    if (step % this.#stride !== 0) return;
    if (this.#count > 0) {
      this.#step.push(step);
      this.#loss.push(this.#sum / this.#count);
    }
    this.#sum = 0;
    this.#count = 0;
    if (this.#step.length > mostPoints) this.#halve();
  }

  points(): StepLosses {
    return {
      stride: this.#stride,
      step: Uint32Array.from(this.#step),
      loss: Float32Array.from(this.#loss),
    };
  }

  #halve(): void {
    this.#stride *= 2;
    const buckets = new Map<number, { sum: number; count: number }>();
    this.#step.forEach((step, index) => {
      const end = Math.ceil(step / this.#stride) * this.#stride;
      const bucket = buckets.get(end) ?? { sum: 0, count: 0 };
      bucket.sum += this.#loss[index] ?? 0;
      bucket.count += 1;
      buckets.set(end, bucket);
    });
    const open = [...buckets.keys()].at(-1) ?? 0;
    const last = this.#step.at(-1) ?? 0;
    const unfinished = buckets.get(open);
    if (open > last && unfinished !== undefined) {
      // The newest bucket still waits for its second half.
      this.#sum = unfinished.sum * (this.#stride / 2);
      this.#count = unfinished.count * (this.#stride / 2);
      buckets.delete(open);
    }
    this.#step = [...buckets.keys()];
    this.#loss = [...buckets.values()].map(({ sum, count }) => sum / count);
  }
}
