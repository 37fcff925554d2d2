import { modelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { buildAlone, type Build } from '../../../src-main/engine/compile/run/paced-run.ts';
import type { Graph } from '../../../src-main/engine/compile/lower/value.ts';
import { Matrix } from '../../../src-main/engine/matrix/matrix.ts';
import { registerGradients } from '../../../src-main/engine/runtime/gradients.ts';
import { CompiledRunner } from '../../../src-main/engine/train/runners/compiled-runner.ts';
import { initialState } from '../../../src-main/engine/train/step/flat-state.ts';
import { optimizerRule } from '../../../src-main/engine/train/step/optimizers.ts';
import { mainCases, type Case } from './cases.ts';
import { kernelCosts } from './kernel-costs.ts';

/** Prints what each kernel of the compiled step takes, by case: [[{ kernel, microseconds }, ...], ...]. */
registerGradients();
console.log(JSON.stringify(mainCases.map(costsOf)));

function costsOf({ columns, units, batch }: Case) {
  const spec = modelSpec.parse({
    inputs: columns,
    layers: units.flatMap((count) => [
      { type: 'dense', units: count },
      { type: 'dropout', rate: 0.5 },
    ]),
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  });
  const layout = layoutOf(spec);
  const rule = optimizerRule(trainSettings.parse({}).optimizer);
  const state = initialState(layout, rule.slots, 1);
  const matrix = new Matrix(batch, columns, 1);
  matrix.append(new Float32Array(batch * columns), new Float32Array(batch));
  const plan = { spec, layout, rule, clipNorm: null, classWeights: null };
  const found: Graph[] = [];
  const build: Build = (graph, carried) => {
    found.push(graph);
    return buildAlone(graph, carried);
  };
  const options = { batchSize: batch, seed: 1, keepGradient: true };
  const runner = new CompiledRunner(plan, matrix, options, state, batch, build);
  runner.dispose();
  const carried = 2 + state.slots.length;
  return found.flatMap((graph) =>
    kernelCosts(graph, carried, (addressOf, memory) => {
      const [parameters, ...rest] = graph.inputs;
      if (!parameters) return;
      new Float32Array(memory, addressOf(parameters), layout.trainableSize).set(state.parameters);
      const x = rest[carried - 1];
      if (!x) return;
      const values = Float32Array.from({ length: batch * columns }, (_, i) => Math.sin(i));
      new Float32Array(memory, addressOf(x), values.length).set(values);
    }),
  );
}
