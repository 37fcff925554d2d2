import type { EngineInfo } from '#shared/model/run.ts';
import { readable } from './number.ts';
import { m } from '../i18n/paraglide/messages.js';

/** Which of two ways to take a step was faster here, where that decided; null elsewhere. */
export function measuredSteps({ stepMs }: EngineInfo): string | null {
  if (stepMs === undefined) return null;
  const micros = (ms: number): string => readable(ms * 1000, 2);
  return m.app_engine_measured({ wasm: micros(stepMs.wasm), native: micros(stepMs.native) });
}
