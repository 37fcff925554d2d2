import type { ExportedModel } from '#shared/export/exported-model.ts';
import { namedWeights } from '#shared/export/weights.ts';
import type { Json } from '#shared/model/json.ts';
import type { Activation } from '#shared/model/net/model-spec.ts';
import { layoutOf, type LayerPlan } from '#shared/network/layout.ts';
import { encodeHdf5, type Hdf5Group, type Hdf5Tensor } from '#shared/model-files/hdf5.ts';
import { canonicalJson } from '../../../lib/index.ts';
import { zipped } from '../../zip.ts';
import { textFile } from '../text-file.ts';

/** The oldest Keras whose form this is; later ones of version 3 read it as well. */
const kerasVersion = '3.0.5';

/** The network as a `.keras` file: a Sequential of features [N, inputs], compiled with nothing. Always the same bytes. */
export function kerasFile(model: ExportedModel): Uint8Array<ArrayBuffer> {
  // Written at no time in particular: the same model gives the same bytes.
  const metadata = { keras_version: kerasVersion, date_saved: '2000-01-01@00:00:00' };
  return zipped([
    textFile('metadata.json', canonicalJson(metadata)),
    textFile('config.json', canonicalJson(config(model))),
    { path: 'model.weights.h5', bytes: encodeHdf5(weights(model)) },
  ]);
}

const activations: { [name in Activation]: string } = {
  linear: 'linear',
  relu: 'relu',
  leakyRelu: 'leaky_relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'silu',
  softplus: 'softplus',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

function config({ spec }: ExportedModel): Json {
  let width = spec.inputs;
  const layers: Json[] = [
    layer('InputLayer', { batch_shape: [null, width], dtype: 'float32', name: 'features' }, null),
  ];
  for (const plan of layoutOf(spec).layers) {
    const built = { input_shape: [null, width] };
    if (plan.type === 'dense') {
      layers.push(dense(plan.name, plan.spec.units, activations[plan.spec.activation], built));
      width = plan.spec.units;
    } else if (plan.type === 'dropout') {
      const settings = { rate: plan.rate, seed: null, noise_shape: null };
      layers.push(layer('Dropout', { name: `dropout_${layers.length}`, ...settings }, built));
    } else {
      const { momentum, epsilon } = plan.spec;
      layers.push(
        layer('BatchNormalization', { name: plan.name, axis: -1, momentum, epsilon }, built),
      );
    }
  }
  const { units, activation } = spec.output;
  layers.push(dense('output', units, activation, { input_shape: [null, width] }));
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: { name: 'portrait', trainable: true, dtype: 'float32', layers },
    registered_name: 'Sequential',
    build_config: { input_shape: [null, spec.inputs] },
  };
}

function dense(name: string, units: number, activation: string, built: Json): Json {
  return layer('Dense', { name, units, activation, use_bias: true }, built);
}

function layer(name: string, settings: { [key: string]: Json }, built: Json): Json {
  return {
    module: 'keras.layers',
    class_name: name,
    config: { dtype: 'float32', trainable: true, ...settings },
    registered_name: null,
    ...(built === null ? {} : { build_config: built }),
  };
}

/** Layers go by the name of their class, counted: `dense`, `dense_1`. */
function weights({ spec, weights: { data } }: ExportedModel): Hdf5Group {
  const named = namedWeights(spec, data);
  const { layers, trainable, moving } = layoutOf(spec);
  const tensor = (name: string): Hdf5Tensor => {
    const slot = [...trainable, ...moving].find((candidate) => candidate.name === name);
    return { shape: slot?.shape ?? [], data: Float32Array.from(named.get(name) ?? []) };
  };
  const vars = (tensors: Hdf5Tensor[]): Hdf5Group =>
    new Map([['vars', new Map(tensors.map((value, at) => [String(at), value]))]]);
  const seed = { shape: [2], data: new Uint32Array(2) };
  const counts = new Map<string, number>();
  const counted = (stem: string): string => {
    const before = counts.get(stem) ?? 0;
    counts.set(stem, before + 1);
    return before === 0 ? stem : `${stem}_${before}`;
  };
  const groups = layers.map((plan: LayerPlan): [string, Hdf5Group] => {
    if (plan.type === 'dropout')
      return [counted('dropout'), new Map([['seed_generator', vars([seed])]])];
    const parts =
      plan.type === 'dense'
        ? ['kernel', 'bias']
        : ['gamma', 'beta', 'moving_mean', 'moving_variance'];
    const stem = plan.type === 'dense' ? 'dense' : 'batch_normalization';
    return [counted(stem), vars(parts.map((part) => tensor(`${plan.name}/${part}`)))];
  });
  const output = vars([tensor('output/kernel'), tensor('output/bias')]);
  // Keras 3.0 asks for the variables of the whole as well, which has none of its own.
  const all = new Map([...groups, [counted('dense'), output]]);
  return new Map([
    ['layers', all],
    ['vars', new Map()],
  ]);
}
