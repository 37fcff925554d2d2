import type { StateTensor } from '#shared/engine/recommend.ts';
import { decodeStored, encodeStored } from '../../lib/index.ts';

/** What a recommender learnt, as one blob. */
export function encodeState(state: readonly StateTensor[]): Uint8Array {
  return encodeStored(state);
}

export function decodeState(bytes: Uint8Array): StateTensor[] {
  return decodeStored<StateTensor[]>(bytes).map(withIndices);
}

/** Earlier versions kept the places of sparse rows as the bits of 32-bit floats. */
function withIndices(tensor: StateTensor): StateTensor {
  const { name, data } = tensor;
  if (!/\/(pointer|index)$/.test(name) || data instanceof Int32Array) return tensor;
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  return { ...tensor, data: new Int32Array(bytes) };
}
