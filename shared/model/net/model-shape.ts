import { PortraitError } from '../../errors/index.ts';
import type { ModelOutput, ModelSettings } from '../cells/model.ts';
import type { LayerSpec, ModelSpec, OutputSpec } from './model-spec.ts';
import type { FittedPrep, LabelKind } from '../prep.ts';

const mostLayers = 64;
const mostParameters = 100_000_000;

type LayerSummary = ModelOutput['layers'][number];

const naturalOutput: Record<LabelKind, Omit<OutputSpec, 'units'>> = {
  binary: { activation: 'sigmoid', loss: 'binaryCrossentropy' },
  classes: { activation: 'softmax', loss: 'categoricalCrossentropy' },
  number: { activation: 'linear', loss: 'meanSquaredError' },
};

/** Outputs that make sense of a label: probabilities for classes (a squared error of them is Brier's), any number for numbers. */
const fitting: Record<LabelKind, readonly `${OutputSpec['activation']} ${OutputSpec['loss']}`[]> = {
  binary: [
    'sigmoid binaryCrossentropy',
    'sigmoid meanSquaredError',
    'sigmoid meanAbsoluteError',
    'sigmoid huber',
  ],
  classes: ['softmax categoricalCrossentropy', 'softmax meanSquaredError'],
  number: ['linear meanSquaredError', 'linear meanAbsoluteError', 'linear huber'],
};

/**
 * The network for a preparation: as many inputs as features, an output that follows the label.
 * Throws model_label_mismatch, model_shape, features_none.
 */
export function shapeModel(settings: ModelSettings, prep: FittedPrep): ModelSpec {
  const { label } = prep;
  if (prep.features.length === 0) throw new PortraitError('features_none');
  const chosen = settings.output === 'auto' ? naturalOutput[label.kind] : settings.output;
  if (!fitting[label.kind].includes(`${chosen.activation} ${chosen.loss}`)) {
    throw new PortraitError('model_label_mismatch', {
      output: `${chosen.activation}, ${chosen.loss}`,
      label: label.column,
      kind: label.kind,
    });
  }
  const units = label.kind === 'classes' ? label.classes.length : 1;
  const spec = {
    inputs: prep.features.length,
    layers: settings.layers,
    output: { units, ...chosen },
  };
  if (spec.layers.length > mostLayers) {
    throw new PortraitError('model_too_deep', { found: spec.layers.length, limit: mostLayers });
  }
  checkSize(spec);
  return spec;
}

function checkSize(spec: ModelSpec): void {
  let parameters = 0;
  summariseModel(spec).forEach((layer, index) => {
    parameters += layer.parameters;
    if (parameters <= mostParameters) return;
    throw new PortraitError('model_too_large', {
      layer: index + 1,
      parameters,
      limit: mostParameters,
    });
  });
}

/** Each layer's name (as its weights are called), outputs and trained parameters, the output layer last. */
export function summariseModel(spec: ModelSpec): LayerSummary[] {
  let width = spec.inputs;
  const seen = new Map<string, number>();
  const name = (stem: string): string => {
    const number = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, number);
    return `${stem}_${number}`;
  };
  const hidden = spec.layers.map((layer) => {
    const summary = layerSummary(layer, width, name);
    width = summary.outputs;
    return summary;
  });
  const { units } = spec.output;
  return [...hidden, { name: 'output', outputs: units, parameters: (width + 1) * units }];
}

/** Parameters are the trained ones: batch normalisation has gamma and beta; its moving mean and variance are not counted. */
function layerSummary(
  layer: LayerSpec,
  width: number,
  name: (stem: string) => string,
): LayerSummary {
  switch (layer.type) {
    case 'dense':
      return {
        name: name('dense'),
        outputs: layer.units,
        parameters: (width + 1) * layer.units,
      };
    case 'dropout':
      return { name: name('dropout'), outputs: width, parameters: 0 };
    case 'batchNorm':
      return { name: name('batch_norm'), outputs: width, parameters: 2 * width };
  }
}
