import type { ModelSpec } from '../../model/net/model-spec.ts';
import type { Optimizer } from '../../model/net/train-settings.ts';
import { layoutOf } from '../../network/layout.ts';
import { combined, type Matrix, type Tensor } from '../../network/matrix.ts';
import { createRandom } from '../../random/index.ts';
import type { Scaling, StepSource } from '../trace.ts';

/** What an input of an example means; the words are looked up. */
export type ExampleInput =
  'gender' | 'age' | 'city' | 'district' | 'electronics' | 'fashion' | 'visits' | 'basket';

/** A small net with a batch, its numbers of at most two decimals, so that what is printed is what is computed with. */
export type Example = {
  name: string;
  inputs: ExampleInput[];
  spec: ModelSpec;
  weights: Readonly<Record<string, Tensor>>;
  x: Matrix;
  y: Matrix;
  dropoutKeep: Matrix[];
  optimizer: Optimizer;
  learningRate: number;
  scalings?: (Scaling | null)[][];
};

/** The step an example stands for: the first of its training. */
export function exampleStep(example: Example): StepSource {
  const { spec, x, y, dropoutKeep, optimizer, learningRate, scalings } = example;
  return {
    rules: { spec, optimizer, clipNorm: null },
    state: { weights: new Map(Object.entries(example.weights)), slots: new Map(), taken: 0 },
    input: { batch: { x, y }, dropoutKeep, learningRate },
    ...(scalings === undefined ? {} : { scalings }),
  };
}

/** The same net with weights of somebody's own: each moved by up to 0.30, still with two decimals and none of them zero. */
export function withOwnWeights(example: Example, seed: number): Example {
  const random = createRandom(seed);
  const moved = (w: number): number => {
    const hundredths = Math.round(w * 100) + random.below(61) - 30;
    return (hundredths === 0 ? 1 : hundredths) / 100;
  };
  const weights: Record<string, Tensor> = {};
  for (const { name } of layoutOf(example.spec).trainable) {
    const tensor = example.weights[name];
    if (tensor === undefined) throw new RangeError(`the example has no ${name}`);
    weights[name] = combined((w = 0) => moved(w), tensor);
  }
  return { ...example, weights: { ...example.weights, ...weights } };
}
