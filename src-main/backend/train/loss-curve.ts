import type { StepLosses } from '../storage/index.ts';

const mostPoints = 4000;
/** Steps whose losses are kept one by one, however long the run: those that can be computed again by hand. */
export const firstSteps = 200;

/** What a point stands for: sums over the `count` steps that count for it. */
type Bucket = { loss: number; score: number; count: number };

/**
 * Training loss and score by step, thinned as it grows: never more than 4,000 points, each the mean of `stride` steps
 * and standing at the last of them. Steps whose loss is not finite are left out; a point with a score that is not known
 * has none.
 */
export class LossCurve {
  #stride = 1;
  #step: number[] = [];
  #loss: number[] = [];
  #score: number[] = [];
  #open: Bucket = { loss: 0, score: 0, count: 0 };
  #first: number[] = [];

  constructor(stored?: StepLosses) {
    if (stored === undefined) return;
    this.#stride = stored.stride;
    this.#step = [...stored.step];
    this.#loss = [...stored.loss];
    this.#score = [...stored.score];
    this.#first = [...stored.first];
  }

  add(step: number, loss: number, score: number): void {
    if (step <= firstSteps) this.#first[step - 1] = loss;
    if (Number.isFinite(loss)) {
      this.#open.loss += loss;
      this.#open.score += score;
      this.#open.count += 1;
    }
    if (step % this.#stride !== 0) return;
    if (this.#open.count > 0) this.#push(step, this.#open);
    this.#open = { loss: 0, score: 0, count: 0 };
    if (this.#step.length > mostPoints) this.#halve();
  }

  points(): StepLosses {
    return {
      stride: this.#stride,
      step: Uint32Array.from(this.#step),
      loss: Float32Array.from(this.#loss),
      score: Float32Array.from(this.#score),
      first: Float32Array.from(this.#first),
    };
  }

  #push(step: number, { loss, score, count }: Bucket): void {
    this.#step.push(step);
    this.#loss.push(loss / count);
    this.#score.push(score / count);
  }

  #halve(): void {
    this.#stride *= 2;
    const buckets = new Map<number, Bucket>();
    this.#step.forEach((step, index) => {
      const end = Math.ceil(step / this.#stride) * this.#stride;
      const bucket = buckets.get(end) ?? { loss: 0, score: 0, count: 0 };
      bucket.loss += this.#loss[index]!;
      bucket.score += this.#score[index]!;
      bucket.count += 1;
      buckets.set(end, bucket);
    });
    const newest = [...buckets.keys()].at(-1) ?? 0;
    const last = this.#step.at(-1) ?? 0;
    const unfinished = buckets.get(newest);
    if (newest > last && unfinished !== undefined) {
      // The newest bucket still waits for its second half.
      const steps = this.#stride / 2;
      const { loss, score, count } = unfinished;
      this.#open = { loss: loss * steps, score: score * steps, count: count * steps };
      buckets.delete(newest);
    }
    this.#step = [];
    this.#loss = [];
    this.#score = [];
    for (const [step, bucket] of buckets) this.#push(step, bucket);
  }
}
