import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stampDir } from './paths.mjs';

const file = (folder = stampDir) => join(folder, 'engine.json');

/** Why there is no native engine, as codes: the app has a sentence for each in both languages. */
export const engineReasons = [
  'no_python',
  'no_compiler',
  'download_failed',
  'build_failed',
  'load_failed',
  'disk_full',
  'unsupported_platform',
  'lean',
  'switched_off',
];

/**
 * What set-up found: {native: true, folder, variant} or {native: false, reason, sentence, nextStep};
 * undefined before the first set-up.
 */
export function readEngineState(folder = stampDir) {
  try {
    return JSON.parse(readFileSync(file(folder), 'utf8'));
  } catch {
    return undefined;
  }
}

export function writeEngineState(state) {
  mkdirSync(stampDir, { recursive: true });
  const partial = `${file()}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(partial, file());
}

/** The environment that tells the engine process what to expect. */
export function engineEnvironment(env = process.env) {
  if (env.PORTRAIT_NO_NATIVE === '1') return { PORTRAIT_ENGINE_REASON: 'switched_off' };
  const state = readEngineState();
  if (!state || state.native) return {};
  return { PORTRAIT_ENGINE_REASON: state.reason, PORTRAIT_ENGINE_REASON_DETAIL: state.sentence };
}
