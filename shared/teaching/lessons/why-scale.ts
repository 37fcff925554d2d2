import { asking, type ShippedLesson } from './shipped-lesson.ts';

/** 20 minutes: the same net with ages as they are and with ages in deviations from their mean. */
export const whyScale: ShippedLesson = {
  name: 'whyScale',
  steps: [
    asking('preActivation', 'fourUsersRaw', 'nothing', 2),
    asking('activation', 'fourUsersRaw', 'nothing', 2),
    asking('hiddenDelta', 'fourUsersRaw', 'nothing', 2),
    asking('encoding', 'fourUsers', 'nothing', 2),
    asking('encoding', 'fourUsers', 'lastFactor', 2),
    asking('preActivation', 'fourUsers', 'lastFactor', 2),
    asking('activation', 'fourUsers', 'lastFactor', 2),
    asking('hiddenDelta', 'fourUsers', 'lastFactor', 2),
    asking('gradient', 'fourUsers', 'lastFactor', 2),
    asking('gradient', 'fourUsers', 'all', 2),
  ],
};
