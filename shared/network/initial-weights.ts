import { purposes, uniformSource } from '../random/philox.ts';
import type { Slot } from './layout.ts';

/**
 * Initial values of a flat vector, tensor by tensor, each from its own Philox stream of the seed.
 * Uniform kinds draw from [-limit, limit); normal kinds from a normal cut at two standard deviations and
 * widened so that the stated variance is kept, as Keras does.
 */
export function initialValues(slots: readonly Slot[], seed: number): Float32Array<ArrayBuffer> {
  const size = slots.reduce((sum, slot) => sum + slot.size, 0);
  const flat = new Float32Array(size);
  slots.forEach((slot, index) => {
    const part = flat.subarray(slot.offset, slot.offset + slot.size);
    if (slot.fill === 'ones') part.fill(1);
    else if (slot.fill !== 'zeros') drawInto(part, slot, seed, index);
  });
  return flat;
}

function drawInto(part: Float32Array, slot: Slot, seed: number, index: number): void {
  const next = uniformSource({ seed, step: index, purpose: purposes.initialWeights });
  const [fanIn = 1, fanOut = 1] = slot.shape;
  const variance =
    slot.fill === 'glorotUniform' || slot.fill === 'glorotNormal'
      ? 2 / (fanIn + fanOut)
      : (slot.fill === 'lecunNormal' ? 1 : 2) / fanIn;
  if (slot.fill === 'glorotUniform' || slot.fill === 'heUniform') {
    const limit = Math.sqrt(3 * variance);
    for (let i = 0; i < part.length; i++) part[i] = (next() * 2 - 1) * limit;
  } else {
    // 0.8796... is the standard deviation of a standard normal cut at two.
    const scale = Math.sqrt(variance) / 0.87962566103423978;
    for (let i = 0; i < part.length; i++) part[i] = truncatedNormal(next) * scale;
  }
}

function truncatedNormal(next: () => number): number {
  for (;;) {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const value = radius * Math.cos(2 * Math.PI * next());
    if (Math.abs(value) < 2) return value;
  }
}
