import { asking, type ShippedLesson } from './shipped-lesson.ts';

/** 45 minutes: the whole way there and back through one hidden layer, three passes of less and less help. */
export const backpropByHand: ShippedLesson = {
  name: 'backpropByHand',
  steps: [
    asking('preActivation', 'fourUsers', 'nothing', 2),
    asking('activation', 'fourUsers', 'lastFactor', 2),
    asking('binaryLoss', 'fourUsers', 'lastFactor', 2),
    asking('outputSlope', 'fourUsers', 'nothing', 2),
    asking('outputDelta', 'fourUsers', 'lastFactor', 3),
    asking('gradient', 'fourUsers', 'lastFactor', 3),
    asking('pathSum', 'deepSigmoid', 'nothing', 3),
    asking('pathSum', 'deepSigmoid', 'lastFactor', 2),
    asking('hiddenDelta', 'fourUsers', 'nothing', 2),
    asking('hiddenDelta', 'fourUsers', 'lastFactor', 2),
    asking('gradientSign', 'fourUsers', 'nothing', 1),
    asking('batchMean', 'fourUsers', 'lastFactor', 2),
    asking('update', 'fourUsers', 'lastFactor', 2),
    asking('lossAfter', 'fourUsers', 'nothing', 1),
    asking('difference', 'fourUsers', 'nothing', 2),
    asking('dropout', 'threeUsersDropout', 'nothing', 2),
    asking('dropoutBack', 'threeUsersDropout', 'lastFactor', 2),
    asking('adamMove', 'fourUsersAdam', 'nothing', 2),
    asking('penalty', 'fourUsersPenalty', 'lastFactor', 2),
    asking('hiddenDelta', 'fourUsers', 'all', 3),
    asking('gradient', 'fourUsers', 'all', 3),
  ],
};
