import { PortraitError } from '#shared/errors/index.ts';
import type { Runtime } from './runtime.ts';

/** An error of a runtime as one of ours where it is about memory; anything else as it is. */
export function asDeviceError(thrown: unknown, { device }: Runtime): unknown {
  if (thrown instanceof PortraitError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const full = /out of memory|\bOOM\b|allocation failed|bad_alloc|resource.?exhausted/i.test(text);
  return full ? new PortraitError('engine_out_of_memory', { device }, { cause: thrown }) : thrown;
}

/** The work's result; fails as soon as the device is lost. */
export async function whileDeviceLasts<T>(runtime: Runtime, work: Promise<T>): Promise<T> {
  const { lost } = runtime;
  const failure = lost?.then((detail): never => {
    throw new PortraitError('engine_device_lost', { detail });
  });
  try {
    return await (failure ? Promise.race([work, failure]) : work);
  } catch (thrown) {
    throw asDeviceError(thrown, runtime);
  }
}
