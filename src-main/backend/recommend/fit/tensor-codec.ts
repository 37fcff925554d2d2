import { deserialize, serialize } from 'node:v8';
import type { NamedTensor } from '#shared/engine/tensors.ts';

/** What a recommender learnt, as one blob. */
export function encodeState(state: readonly NamedTensor[]): Uint8Array {
  return serialize(state);
}

/** Blobs are written by this program and checked by their hash, so their shape is trusted. */
export function decodeState(bytes: Uint8Array): NamedTensor[] {
  return deserialize(bytes) as NamedTensor[];
}
