import { setImmediate as breathe } from 'node:timers/promises';
import type { PredictRequest, PredictResult } from '#shared/engine/training.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { EngineContext } from '../context.ts';
import { whileDeviceLasts } from '../runtime/device-errors.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { evaluatorFor } from './evaluators/evaluator-for.ts';
import { evaluationBatch, type BatchEvaluator } from './evaluators/evaluator.ts';
import { stateFrom } from './step/flat-state.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { checkOutput } from './step/losses.ts';

/** Captured predictions of so many model shapes are kept for the next request. */
const keptEvaluators = 8;

/** Answers predictions; keeps what it captured for the models asked about lately. */
export class Predictor {
  #evaluators = new Map<string, BatchEvaluator>();
  #turn: Promise<unknown> = Promise.resolve();

  /** Outputs of a trained model for rows of a matrix or rows handed over. */
  predict(request: PredictRequest, context: EngineContext): Promise<PredictResult> {
    // One request at a time: an evaluator holds the weights of one model while others wait between its batches.
    const result = this.#turn.then(() => this.#answer(request, context));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #answer(request: PredictRequest, context: EngineContext): Promise<PredictResult> {
    const { spec, weights, input } = request;
    checkOutput(spec.output);
    const units = spec.output.units;
    const rows = 'x' in input ? input.x.length / spec.inputs : input.rows.length;
    if (!Number.isInteger(rows)) {
      const detail = `${'x' in input ? input.x.length : 0} values in rows of ${spec.inputs}`;
      throw new PortraitError('model_shape', { layer: 'input', detail });
    }
    const runtime = await context.runtime('auto');
    const layout = layoutOf(spec);
    const state = stateFrom(layout, [], weights, []);
    const evaluator = this.#evaluatorFor(spec, runtime, context.noting);
    evaluator.load(state);
    const output = new Float32Array(rows * units);
    for (let start = 0; start < rows; start += evaluationBatch) {
      const end = Math.min(rows, start + evaluationBatch);
      const x =
        'x' in input
          ? new Float32Array(input.x.subarray(start * spec.inputs, end * spec.inputs))
          : context.matrices.get(input.matrix).gather(input.rows.subarray(start, end)).x;
      const part = await whileDeviceLasts(runtime, evaluator.predict(x, end - start));
      output.set(part, start * units);
      await breathe();
    }
    return { output, units };
  }

  #evaluatorFor(
    spec: ModelSpec,
    runtime: Runtime,
    noting: EngineContext['noting'],
  ): BatchEvaluator {
    const key = `${runtime.name} ${JSON.stringify(spec)}`;
    const layout = layoutOf(spec);
    const found =
      this.#evaluators.get(key) ?? evaluatorFor(runtime, spec, layout, { targets: null, noting });
    // Last asked for goes last; the first is the one to give up.
    this.#evaluators.delete(key);
    this.#evaluators.set(key, found);
    const [oldest] = this.#evaluators.keys();
    if (this.#evaluators.size > keptEvaluators && oldest !== undefined) {
      this.#evaluators.get(oldest)?.dispose();
      this.#evaluators.delete(oldest);
    }
    return found;
  }
}
