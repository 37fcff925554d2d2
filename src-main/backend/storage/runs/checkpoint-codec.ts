import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Checkpoint, NamedTensor } from '#shared/engine/tensors.ts';

const shape = z.object({ name: z.string(), shape: z.array(z.number().int()) });
const head = z.object({
  step: z.number().int(),
  epoch: z.number().int(),
  stepInEpoch: z.number().int(),
  weights: z.array(shape),
  slots: z.array(shape),
  /** The value is text where it is not finite: JSON has no infinity. */
  best: z
    .object({ value: z.union([z.number(), z.string()]), epoch: z.number(), wait: z.number() })
    .nullable(),
  sums: z.array(z.number()).optional(),
});

/** A checkpoint as it is stored: a JSON head, all numbers as little-endian float32, and the digest of both. */
export type StoredCheckpoint = { head: string; tensors: Uint8Array; sha256: string };

export function encodeCheckpoint(checkpoint: Checkpoint): StoredCheckpoint {
  const { best } = checkpoint;
  const value = best && (Number.isFinite(best.value) ? best.value : String(best.value));
  const text = JSON.stringify({
    step: checkpoint.step,
    epoch: checkpoint.epoch,
    stepInEpoch: checkpoint.stepInEpoch,
    weights: checkpoint.weights.map(({ name, shape }) => ({ name, shape })),
    slots: checkpoint.slots.map(({ name, shape }) => ({ name, shape })),
    best: best && { ...best, value },
    sums: checkpoint.sums,
  });
  const tensors = tensorBytes([...checkpoint.weights, ...checkpoint.slots]);
  return { head: text, tensors, sha256: digest(text, tensors) };
}

/** The checkpoint, bit for bit; undefined where the stored bytes do not match their digest. */
export function decodeCheckpoint(stored: StoredCheckpoint): Checkpoint | undefined {
  if (digest(stored.head, stored.tensors) !== stored.sha256) return undefined;
  const { best, ...rest } = head.parse(JSON.parse(stored.head));
  // Copied, because a float32 view needs an aligned start.
  const floats = new Float32Array(stored.tensors.slice().buffer);
  let offset = 0;
  const read = (named: z.output<typeof shape>): NamedTensor => {
    const size = named.shape.reduce((product, length) => product * length, 1);
    const data = floats.slice(offset, offset + size);
    offset += size;
    return { ...named, data };
  };
  const weights = rest.weights.map(read);
  const slots = rest.slots.map(read);
  return { ...rest, weights, slots, best: best && { ...best, value: Number(best.value) } };
}

/** All numbers one after the other, as little-endian float32. */
export function tensorBytes(tensors: readonly NamedTensor[]): Uint8Array {
  const size = tensors.reduce((sum, tensor) => sum + tensor.data.byteLength, 0);
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

function digest(text: string, tensors: Uint8Array): string {
  return createHash('sha256').update(text).update(tensors).digest('hex');
}
