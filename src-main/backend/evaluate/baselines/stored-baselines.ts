import { z } from 'zod';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { Stored } from '../../features/index.ts';
import { keepLatestWork, keepWork, keptWork } from '../../storage/index.ts';

const storedTensors = z.array(
  z.object({ name: z.string(), shape: z.array(z.number()), data: z.base64() }),
);

/** What was kept under a key, or undefined. */
export function storedBaseline({ db }: Stored, key: string): NamedTensor[] | undefined {
  const text = keptWork(db, key);
  if (text === undefined) return undefined;
  return storedTensors.parse(JSON.parse(text)).map(({ name, shape, data }) => ({
    name,
    shape,
    data: new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer),
  }));
}

const mostStored = 100;

/** Keeps a baseline; of more than 100 the oldest goes. */
export function storeBaseline({ db }: Stored, key: string, weights: NamedTensor[]): void {
  const tensors = weights.map(({ name, shape, data }) => ({
    name,
    shape,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  }));
  keepWork(db, key, JSON.stringify(tensors));
  keepLatestWork(db, mostStored);
}
