import type { ExampleName } from '#shared/teaching/examples/index.ts';
import { m } from '../../../i18n/paraglide/messages.js';

/** The nets that come with Portrait, as a teacher picks them. */
export const exampleWords: Record<ExampleName, () => string> = {
  oneNeuron: m.walkthrough_lesson_example_one_neuron,
  fourUsers: m.walkthrough_lesson_example_four_users,
  fourUsersRaw: m.walkthrough_lesson_example_four_users_raw,
  fourUsersAdam: m.walkthrough_lesson_example_four_users_adam,
  fourUsersPenalty: m.walkthrough_lesson_example_four_users_penalty,
  threeUsersDropout: m.walkthrough_lesson_example_three_users_dropout,
  deepSigmoid: m.walkthrough_lesson_example_deep_sigmoid,
  deepRelu: m.walkthrough_lesson_example_deep_relu,
};
