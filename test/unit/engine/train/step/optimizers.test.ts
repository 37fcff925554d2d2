import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimizer } from '#shared/model/net/train-settings.ts';
import { ruleOf } from '#shared/network/updates/update.ts';
import { createRandom } from '#shared/random/index.ts';
import { optimizerRule } from '../../../../../src-main/engine/train/step/optimizers.ts';
import { startNative } from '../../../../../src-main/engine/runtime/native.ts';

beforeAll(() => startNative());

const size = 32;
const learningRate = 0.05;

describe("An engine's update in float32", () => {
  it.each([
    [{ type: 'sgd' }],
    [{ type: 'momentum', momentum: 0.8 }],
    [{ type: 'momentum', momentum: 0.8, nesterov: true }],
    [{ type: 'rmsprop' }],
    [{ type: 'adam' }],
    [{ type: 'adam', beta1: 0.5, beta2: 0.9, epsilon: 0.01 }],
    [{ type: 'adamw', weightDecay: 0.1 }],
  ])('is the textbook one of shared/network, over 20 steps of %j', async (settings) => {
    const chosen = optimizer.parse(settings);
    const engine = optimizerRule(chosen);
    const textbook = ruleOf(chosen);
    const random = createRandom(7);
    let exact = Array.from({ length: size }, () => random.next() - 0.5);
    let exactSlots = exact.map(() => textbook.slots.map(() => 0));
    let weights = tf.tensor1d(exact);
    let slots = engine.slots.map(() => tf.zeros<tf.Rank.R1>([size]));
    for (let step = 1; step <= 20; step += 1) {
      const gradient = exact.map(() => (random.next() - 0.5) * 10 ** (random.below(5) - 3));
      const move = textbook.at(learningRate, step);
      const changes = exact.map((w, i) => move(w, gradient[i]!, exactSlots[i]!));
      exact = changes.map(({ w }) => w);
      exactSlots = changes.map((change) => change.slots);
      const [first, second] = engine.rates(learningRate, step);
      const made = engine.apply(weights, tf.tensor1d(gradient), slots, [
        tf.scalar(first),
        tf.scalar(second),
      ]);
      weights = made.parameters;
      slots = made.slots;
    }
    const ours = await weights.data();
    for (const [i, value] of exact.entries()) expect(Math.abs(ours[i]! - value)).toBeLessThan(5e-6);
  });
});
