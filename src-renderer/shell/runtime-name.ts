import type { EngineInfo } from '#shared/model/run.ts';
import { m } from '../i18n/paraglide/messages.js';

const names: Record<EngineInfo['runtime'], () => string> = {
  native: m.app_runtime_native,
  webgpu: m.app_runtime_webgpu,
  wasm: m.app_runtime_wasm,
  cpu: m.app_runtime_cpu,
};

/** What runs the tensors, as a name. */
export function runtimeName(runtime: EngineInfo['runtime']): string {
  return names[runtime]();
}
