import type { TestContext } from 'vitest';
import type { EngineInfo } from '#shared/model/run.ts';
import { startEngine, type EngineClient } from '../../../bench/train/engine-client.ts';
import { environments, swiftshader } from './environments.ts';

export type RuntimeName = keyof typeof environments;

/** An engine process on a runtime; the test is skipped, with the reason, where the machine has none of its kind. */
export async function engineOn(
  runtime: RuntimeName,
  test: TestContext,
): Promise<{ engine: EngineClient; info: EngineInfo }> {
  const engine = startEngine(environments[runtime]);
  try {
    const info = await engine.call('hello', { device: deviceOf(runtime) });
    if (info.runtime === runtime) return { engine, info };
    engine.end();
    return test.skip(`no ${runtime} runtime here: ${info.fallbackReason}`);
  } catch (thrown) {
    engine.end();
    const missing = runtime === 'webgpu' && String(thrown).includes('engine_device_missing');
    // With SwiftShader there is always a device.
    if (!missing || swiftshader) throw thrown;
    return test.skip('no GPU and no Chromium, whose SwiftShader would stand in');
  }
}

export function deviceOf(runtime: RuntimeName): 'gpu' | 'cpu' {
  return runtime === 'webgpu' ? 'gpu' : 'cpu';
}
