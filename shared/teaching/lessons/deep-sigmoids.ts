import { asking, type ShippedLesson } from './shipped-lesson.ts';

/** 30 minutes: every sigmoid takes at least three quarters of the slope away; ReLU lets it through. */
export const deepSigmoids: ShippedLesson = {
  name: 'deepSigmoids',
  steps: [
    asking('preActivation', 'deepSigmoid', 'nothing', 2),
    asking('activation', 'deepSigmoid', 'lastFactor', 2),
    asking('outputDelta', 'deepSigmoid', 'lastFactor', 3),
    asking('pathSum', 'deepSigmoid', 'nothing', 3),
    asking('hiddenDelta', 'deepSigmoid', 'nothing', 3),
    asking('pathSum', 'deepSigmoid', 'lastFactor', 3),
    asking('hiddenDelta', 'deepSigmoid', 'lastFactor', 3),
    asking('gradient', 'deepSigmoid', 'lastFactor', 2),
    asking('pathSum', 'deepRelu', 'lastFactor', 3),
    asking('hiddenDelta', 'deepRelu', 'lastFactor', 3),
    asking('gradient', 'deepRelu', 'all', 3),
  ],
};
