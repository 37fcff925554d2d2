import { toErrorData, type ErrorData } from '#shared/errors/index.ts';
import { features } from '#shared/model/cells/features.ts';
import type { ModelOutput, ModelSettings } from '#shared/model/cells/model.ts';
import { shapeModel, summariseModel } from '#shared/model/net/model-shape.ts';
import type { OutputSpec } from '#shared/model/net/model-spec.ts';
import type { FittedPrep, LabelKind } from '#shared/model/prep.ts';
import type { InputView } from '../cell-view.ts';

/** The preparation the model is for, as far as it is known. */
export function inputPrep(inputs: readonly InputView[]): FittedPrep | null {
  for (const { output } of inputs) {
    const read = features.output.safeParse(output);
    if (read.success) return read.data.prep;
  }
  return null;
}

export type Shape = {
  inputs: number;
  /** Hidden layers, then the output layer. */
  layers: ModelOutput['layers'];
  output: OutputSpec | null;
  parameters: number;
  error: ErrorData | null;
  /** Index of the layer the error is about, where it is about one. */
  errorLayer: number | null;
};

/** Sizes of the network while it is being edited, by the same code that shapes it for training. */
export function shapeOf(settings: ModelSettings, prep: FittedPrep | null): Shape | null {
  if (!prep) return null;
  const units = prep.label.kind === 'classes' ? prep.label.classes.length : 1;
  let output: OutputSpec | null = null;
  let error: ErrorData | null = null;
  try {
    output = shapeModel(settings, prep).output;
  } catch (thrown) {
    error = toErrorData(thrown);
  }
  const shown: OutputSpec = output ?? { units, activation: 'linear', loss: 'meanSquaredError' };
  const inputs = Math.max(1, prep.features.length);
  const layers = summariseModel({ inputs, layers: settings.layers, output: shown });
  const at = Number(error?.params['layer'] ?? Number.NaN);
  return {
    inputs: prep.features.length,
    layers,
    output,
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    error,
    errorLayer: Number.isFinite(at) ? at - 1 : null,
  };
}

type Choice = `${OutputSpec['activation']} ${OutputSpec['loss']}`;

/** Outputs offered for a kind of label; the first is the one that follows by itself. */
export const outputChoices: Record<LabelKind, readonly Choice[]> = {
  binary: ['sigmoid binaryCrossentropy', 'sigmoid meanSquaredError', 'sigmoid huber'],
  classes: ['softmax categoricalCrossentropy', 'softmax meanSquaredError'],
  number: ['linear meanSquaredError', 'linear meanAbsoluteError', 'linear huber'],
};
