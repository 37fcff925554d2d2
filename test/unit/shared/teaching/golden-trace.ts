import { traceOf, type Trace } from '#shared/teaching/trace.ts';
import { readGoldenStep, type GoldenStep } from '../network/golden-step.ts';

/** A golden step traced by our own float64 net, with plain gradient descent at 0.5; undefined where the data is not here. */
export function goldenTrace(name: string): { golden: GoldenStep; trace: Trace } | undefined {
  const golden = readGoldenStep(name);
  if (golden === undefined) return undefined;
  const weights = new Map(Object.entries(golden.parameters));
  const trace = traceOf({
    rules: { spec: golden.spec, optimizer: { type: 'sgd' }, clipNorm: null },
    state: { weights, slots: new Map(), taken: 0 },
    input: {
      batch: { x: golden.x, y: golden.y },
      dropoutKeep: golden.dropoutKeep,
      learningRate: 0.5,
    },
  });
  return { golden, trace };
}
