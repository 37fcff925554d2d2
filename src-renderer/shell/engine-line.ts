import type { EngineStatus } from '#shared/model/run.ts';
import { bytes } from '../format/number.ts';
import { whole } from '../i18n/format.ts';
import { m } from '../i18n/paraglide/messages.js';
import { runtimeName } from './runtime-name.ts';

/** What runs the tensors, where, and what it holds now; memory only where something is held. */
export function engineLine(engine: EngineStatus): string {
  const { memoryBytes, deviceMemoryBytes } = engine;
  return [
    m.app_engine_line({ runtime: runtimeName(engine.runtime), device: engine.device }),
    memoryBytes > 0 && bytes(memoryBytes),
    deviceMemoryBytes !== null && m.app_engine_on_gpu({ size: bytes(deviceMemoryBytes) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What the line leads to, and its memory to the byte. */
export function engineTip(engine: EngineStatus | null): string {
  if (!engine) return m.app_cmd_engine();
  const { memoryBytes, deviceMemoryBytes } = engine;
  return [
    engine.fallbackReason ? m.app_engine_fallback() : m.app_cmd_engine(),
    memoryBytes > 0 && m.app_engine_holds({ bytes: whole(memoryBytes) }),
    deviceMemoryBytes !== null && m.app_engine_holds_gpu({ bytes: whole(deviceMemoryBytes) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
