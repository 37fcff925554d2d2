import { z } from 'zod';
import { keysOf } from '../../keys-of.ts';
import { deepRelu, deepSigmoid } from './deep.ts';
import type { Example } from './example.ts';
import { fourUsers, fourUsersAdam, fourUsersPenalty, fourUsersRaw } from './four-users.ts';
import { oneNeuron } from './one-neuron.ts';
import { threeUsersDropout } from './three-users-dropout.ts';

export const examples = {
  oneNeuron,
  fourUsers,
  fourUsersRaw,
  fourUsersAdam,
  fourUsersPenalty,
  threeUsersDropout,
  deepSigmoid,
  deepRelu,
} as const satisfies Record<string, Example>;
export type ExampleName = keyof typeof examples;

export const exampleName = z.enum(keysOf(examples));
