import { asking, type ShippedLesson } from './shipped-lesson.ts';

/** 20 minutes: from a raw age to the first weight that has learnt something. */
export const oneNeuronLesson: ShippedLesson = {
  name: 'oneNeuron',
  steps: [
    asking('encoding', 'oneNeuron', 'nothing', 2),
    asking('preActivation', 'oneNeuron', 'nothing', 2),
    asking('activation', 'oneNeuron', 'lastFactor', 1),
    asking('binaryLoss', 'oneNeuron', 'lastFactor', 2),
    asking('outputDelta', 'oneNeuron', 'nothing', 2),
    asking('gradientSign', 'oneNeuron', 'nothing', 1),
    asking('gradient', 'oneNeuron', 'lastFactor', 2),
    asking('batchMean', 'oneNeuron', 'nothing', 2),
    asking('update', 'oneNeuron', 'lastFactor', 2),
    asking('lossAfter', 'oneNeuron', 'nothing', 1),
    asking('gradient', 'oneNeuron', 'all', 3),
  ],
};
