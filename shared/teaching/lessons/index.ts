import { backpropByHand } from './backprop-by-hand.ts';
import { deepSigmoids } from './deep-sigmoids.ts';
import { oneNeuronLesson } from './one-neuron.ts';
import type { ShippedLesson } from './shipped-lesson.ts';
import { whyScale } from './why-scale.ts';

/** The lessons that come with Portrait, in the order they are best given. */
export const shippedLessons: readonly ShippedLesson[] = [
  oneNeuronLesson,
  backpropByHand,
  whyScale,
  deepSigmoids,
];
