import type { ExportedModel } from '#shared/export/exported-model.ts';
import { namedWeights } from '#shared/export/weights.ts';
import type { Json } from '#shared/model/json.ts';
import type { Activation } from '#shared/model/net/model-spec.ts';
import { leakySlope } from '#shared/network/activations.ts';
import { layoutOf } from '#shared/network/layout.ts';

/** The network as a layers model of TensorFlow.js: what `model.json` says, and the float32 numbers it points at. */
export function layersModel({ spec, weights }: ExportedModel): {
  model: Json;
  weights: Uint8Array;
} {
  const named = namedWeights(spec, weights.data);
  const { order, trainable, moving } = layoutOf(spec);
  const slots = order.flatMap(({ part, index }) => {
    return (part === 'trainable' ? trainable : moving)[index] ?? [];
  });
  const numbers = Float32Array.from(slots.flatMap(({ name }) => Array.from(named.get(name) ?? [])));
  return {
    model: {
      format: 'layers-model',
      generatedBy: 'Portrait',
      convertedBy: null,
      modelTopology: {
        class_name: 'Sequential',
        config: { name: 'portrait', layers: layersOf(spec) },
        keras_version: 'tfjs-layers 4.22.0',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [
        {
          paths: ['weights.bin'],
          weights: slots.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
        },
      ],
    },
    weights: new Uint8Array(numbers.buffer),
  };
}

const activations: { [name in Exclude<Activation, 'leakyRelu'>]: string } = {
  linear: 'linear',
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'swish',
  softplus: 'softplus',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

function layersOf(spec: ExportedModel['spec']): Json[] {
  const layers: { class_name: string; config: { [key: string]: Json } }[] = [];
  const add = (name: string, config: { [key: string]: Json }): void => {
    const first: { [key: string]: Json } =
      layers.length === 0 ? { batch_input_shape: [null, spec.inputs] } : {};
    layers.push({ class_name: name, config: { ...first, dtype: 'float32', ...config } });
  };
  for (const plan of layoutOf(spec).layers) {
    if (plan.type === 'dropout') {
      add('Dropout', { name: `dropout_${layers.length}`, rate: plan.rate });
    } else if (plan.type === 'batchNorm') {
      const { momentum, epsilon } = plan.spec;
      add('BatchNormalization', { name: plan.name, axis: -1, momentum, epsilon });
    } else {
      const { units, activation } = plan.spec;
      const isLeaky = activation === 'leakyRelu';
      const own = isLeaky ? 'linear' : activations[activation];
      add('Dense', { name: plan.name, units, use_bias: true, activation: own });
      // The activation of that name has another slope there.
      if (isLeaky) add('LeakyReLU', { name: `${plan.name}_leaky`, alpha: leakySlope });
    }
  }
  const { units, activation } = spec.output;
  add('Dense', { name: 'output', units, use_bias: true, activation });
  return layers;
}
