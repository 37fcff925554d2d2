import type { Initialiser, LayerSpec, ModelSpec } from '../model/net/model-spec.ts';

/** One named tensor inside a flat vector. */
export type Slot = {
  name: string;
  shape: number[];
  size: number;
  /** First element inside its flat vector. */
  offset: number;
  fill: Initialiser | 'ones';
};

/** A layer with the tensors it uses, by position in `trainable` and `moving`. */
export type LayerPlan =
  | { type: 'dense'; name: string; spec: DenseSpec; kernel: number; bias: number }
  | { type: 'dropout'; rate: number; units: number }
  | {
      type: 'batchNorm';
      name: string;
      spec: BatchNormSpec;
      gamma: number;
      beta: number;
      mean: number;
      variance: number;
    };
type DenseSpec = Extract<LayerSpec, { type: 'dense' }>;
type BatchNormSpec = Extract<LayerSpec, { type: 'batchNorm' }>;

export type Layout = {
  layers: LayerPlan[];
  output: { kernel: number; bias: number };
  /** Tensors the optimiser changes, in layer order; all of them are one flat vector of `trainableSize`. */
  trainable: Slot[];
  /** Moving averages of batch normalisation. */
  moving: Slot[];
  trainableSize: number;
  movingSize: number;
  /** Names in layer order, trainable and moving mixed, as checkpoints list them. */
  order: { part: 'trainable' | 'moving'; index: number }[];
};

/** Names and places of all tensors of a model: `dense_1/kernel`, ..., `batch_norm_1/gamma`, ..., `output/kernel`. */
export function layoutOf(spec: ModelSpec): Layout {
  const builder = new LayoutBuilder();
  const layers: LayerPlan[] = [];
  const counts = { dense: 0, batchNorm: 0 };
  let width = spec.inputs;
  for (const layer of spec.layers) {
    if (layer.type === 'dense') {
      const name = `dense_${++counts.dense}`;
      const kernel = builder.trainable(`${name}/kernel`, [width, layer.units], layer.initialiser);
      const bias = builder.trainable(`${name}/bias`, [layer.units], 'zeros');
      layers.push({ type: 'dense', name, spec: layer, kernel, bias });
      width = layer.units;
    } else if (layer.type === 'dropout') {
      layers.push({ type: 'dropout', rate: layer.rate, units: width });
    } else {
      const name = `batch_norm_${++counts.batchNorm}`;
      const gamma = builder.trainable(`${name}/gamma`, [width], 'ones');
      const beta = builder.trainable(`${name}/beta`, [width], 'zeros');
      const mean = builder.moving(`${name}/moving_mean`, [width], 'zeros');
      const variance = builder.moving(`${name}/moving_variance`, [width], 'ones');
      layers.push({ type: 'batchNorm', name, spec: layer, gamma, beta, mean, variance });
    }
  }
  const output = {
    kernel: builder.trainable('output/kernel', [width, spec.output.units], 'glorotUniform'),
    bias: builder.trainable('output/bias', [spec.output.units], 'zeros'),
  };
  return { layers, output, ...builder.finish() };
}

class LayoutBuilder {
  #parts: { trainable: Slot[]; moving: Slot[] } = { trainable: [], moving: [] };
  #sizes = { trainable: 0, moving: 0 };
  #order: Layout['order'] = [];

  trainable(name: string, shape: number[], fill: Slot['fill']): number {
    return this.#add('trainable', name, shape, fill);
  }

  moving(name: string, shape: number[], fill: Slot['fill']): number {
    return this.#add('moving', name, shape, fill);
  }

  finish(): Omit<Layout, 'layers' | 'output'> {
    return {
      ...this.#parts,
      trainableSize: this.#sizes.trainable,
      movingSize: this.#sizes.moving,
      order: this.#order,
    };
  }

  #add(part: 'trainable' | 'moving', name: string, shape: number[], fill: Slot['fill']): number {
    const size = shape.reduce((product, dim) => product * dim, 1);
    const slots = this.#parts[part];
    slots.push({ name, shape, size, offset: this.#sizes[part], fill });
    this.#sizes[part] += size;
    this.#order.push({ part, index: slots.length - 1 });
    return slots.length - 1;
  }
}
