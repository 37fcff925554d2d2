import * as tf from '@tensorflow/tfjs-core';
import { buildAlone, type Build } from '../../compile/run/paced-run.ts';
import { traceGraph } from '../../compile/lower/trace-graph.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { Layout } from '#shared/network/layout.ts';
import { evaluateBatch, predictBatch, type BatchEvaluator } from './evaluator.ts';
import type { FlatState } from '../step/flat-state.ts';
import { gatherRows } from '../step/gather-rows.ts';

/** Programs kept at once, each for a number of rows; the one not used for longest goes first. */
const mostKept = 4;

type Made = ReturnType<Build>;
type Kept = Made & { holds: FlatState | null };

/**
 * Evaluates as WebAssembly made of the traced evaluation, compiled for each number of rows it meets.
 * @throws NoLowering where the model's outputs, or its losses for labels of `targets` columns, cannot be compiled
 */
export function compiledEvaluator(
  spec: ModelSpec,
  layout: Layout,
  targets: number | null,
  build: Build = buildAlone,
): BatchEvaluator {
  const kept = new Map<string, Kept>();
  let loaded: FlatState | null = null;
  const moving = layout.movingSize > 0;
  const programFor = (rows: number, labels: number | null): Made => {
    const key = `${rows} ${labels}`;
    const found: Kept = kept.get(key) ?? {
      ...programOf(spec, layout, rows, labels, build),
      holds: null,
    };
    kept.delete(key);
    kept.set(key, found);
    const [oldest] = kept.entries();
    if (kept.size > mostKept && oldest) {
      oldest[1].paced.end();
      kept.delete(oldest[0]);
    }
    if (found.holds !== loaded && loaded) {
      found.program.inputs[0]?.set(loaded.parameters);
      if (moving) found.program.inputs[1]?.set(loaded.moving);
    }
    found.holds = loaded;
    return found;
  };
  const answer = ({ program, paced }: Made): Promise<Float32Array> => {
    paced.run();
    return Promise.resolve(program.outputs[0]?.slice() ?? new Float32Array(0));
  };
  const first = moving ? 2 : 1;
  // Shows at once whether it can be compiled.
  programFor(1, targets);
  return {
    load(state) {
      loaded = {
        ...{ parameters: state.parameters.slice(), slots: [], moving: state.moving.slice() },
      };
    },
    predict(x, rows) {
      const made = programFor(rows, null);
      made.program.inputs[first]?.set(x);
      return answer(made);
    },
    evaluate(matrix, rows) {
      const made = programFor(rows.length, matrix.targets);
      const [x, y] = made.program.inputs.slice(first);
      if (x) gatherRows(matrix.x, matrix.columns, rows, x);
      if (y) gatherRows(matrix.y, matrix.targets, rows, y);
      return answer(made);
    },
    dispose() {
      for (const { paced } of kept.values()) paced.end();
      kept.clear();
    },
  };
}

function programOf(
  spec: ModelSpec,
  layout: Layout,
  rows: number,
  labels: number | null,
  build: Build,
): Made {
  const parts = [
    [layout.trainableSize],
    ...(layout.movingSize > 0 ? [[layout.movingSize]] : []),
    [rows, spec.inputs],
    ...(labels === null ? [] : [[rows, labels]]),
  ];
  const graph = traceGraph(
    parts.map((shape) => ({ shape, dtype: 'float32' })),
    (given) => {
      const [parameters, ...rest] = given;
      const average = layout.movingSize > 0 ? rest.shift() : undefined;
      const [x, y] = rest;
      if (!parameters || !x) throw new Error('an input is missing');
      const model = {
        parameters: tf.reshape<tf.Rank.R1>(parameters, [layout.trainableSize]),
        moving: average ? tf.reshape<tf.Rank.R1>(average, [layout.movingSize]) : null,
      };
      const features = tf.reshape<tf.Rank.R2>(x, [rows, spec.inputs]);
      if (!y || labels === null) return [predictBatch(spec, layout, model, features)];
      const wanted = tf.reshape<tf.Rank.R2>(y, [rows, labels]);
      return [evaluateBatch(spec, layout, model, features, wanted)];
    },
  );
  return build(graph, 0);
}
