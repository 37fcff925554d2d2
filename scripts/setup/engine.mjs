import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandoned } from './abandoned.mjs';
import { findProgram, runCommand, wasInterrupted } from './command.mjs';
import { addonFolder, buildAddon, nodeHeaderFolder, tfjsPackageFolder } from './engine-addon.mjs';
import { downloadTensorflow } from './engine-download.mjs';
import { bindingLink, isLinked, linkAddon } from './engine-link.mjs';
import { readEngineState, writeEngineState } from './engine-state.mjs';
import { engineTarget, nvidiaPresent } from './engine-variant.mjs';
import { checkoutStampDir, ownCheckout, userCacheDir } from './paths.mjs';
import { progressLine } from './progress.mjs';

const RETRY_AFTER_MS = 10 * 60_000;

/**
 * Puts TensorFlow's libraries into the user's cache, builds the addon there and links it into node_modules.
 * Never throws: without it the app runs on WebAssembly, and the state file says why.
 */
export async function setUpEngine(nodeBinary, log, { again = false } = {}) {
  if (process.env.PORTRAIT_NO_NATIVE === '1') return;
  // The addon is linked into node_modules, which another's checkout keeps as its owner's set-up left it.
  if (!ownCheckout) return useOwners();
  const known = readEngineState();
  if (known && !known.native && !again && !worthAnotherTry(known)) return;
  const wantCuda = nvidiaPresent();
  const target = engineTarget(wantCuda);
  const complete = known?.native && known.wantCuda === wantCuda;
  // Asked to try again, set-up does so for a CUDA build that failed before too.
  const wanting = again && known?.variant !== target?.variant;
  if (complete && !wanting && existsSync(addonFolder(known.folder))) {
    if (!isLinked(known.folder)) await linkAddon(known.folder);
    return;
  }
  if (!target) {
    return recordFailure(
      'unsupported_platform',
      `TensorFlow's packages carry no C library for ${process.platform}-${process.arch}`,
      'Portrait runs on WebAssembly or WebGPU here.',
    );
  }
  const failure = await attempt(target, wantCuda, nodeBinary, log);
  if (failure && target.variant === 'cuda')
    return void (await attempt(engineTarget(false), wantCuda, nodeBinary, log));
}

/** Takes the engine the checkout's owner set up, where this user may read it; else the state says why there is none. */
function useOwners() {
  const owners = readEngineState(checkoutStampDir);
  if (owners !== undefined && (!owners.native || readable(owners.folder)))
    return writeEngineState(owners);
  recordFailure(
    'load_failed',
    'The native engine of this folder lies where this user may not read it',
    'Copy Portrait to a folder of yours, or ask its owner to set PORTRAIT_CACHE to a place all can read.',
  );
}

function readable(folder) {
  try {
    accessSync(join(bindingLink(), 'tfjs_binding.node'), constants.R_OK);
    accessSync(join(folder, 'site'), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** A failed download is tried again after a while, anything else when the tools here have changed. */
function worthAnotherTry(known) {
  if (known.tools !== toolsHere()) return true;
  return known.reason === 'download_failed' && Date.now() - known.at > RETRY_AFTER_MS;
}

function toolsHere() {
  return [findProgram(['python3', 'python']), findProgram(['g++', 'c++', 'clang++'])].join(' ');
}

function recordFailure(reason, sentence, nextStep) {
  const tools = toolsHere();
  writeEngineState({ native: false, reason, sentence, nextStep, tools, at: Date.now() });
}

async function attempt(target, wantCuda, nodeBinary, log) {
  const progress = progressLine(`Native engine (TensorFlow ${target.name})`);
  const folder = join(userCacheDir(), 'engine', target.name);
  try {
    if (!existsSync(join(folder, 'site'))) await fetchLibraries(target, folder, progress);
    if (!existsSync(join(addonFolder(folder), 'tfjs_binding.node')))
      await buildAddon(target, folder, nodeHeaderFolder(nodeBinary), progress);
    await linkAddon(folder);
    await tryAddon(nodeBinary);
    writeEngineState({ native: true, folder, variant: target.variant, wantCuda });
    progress.done();
    return undefined;
  } catch (error) {
    if (wasInterrupted()) throw error;
    const reason = error.reason ?? (error.code === 'ENOSPC' ? 'disk_full' : 'build_failed');
    const sentence = error.nextStep ? error.message : 'The native engine could not be set up';
    const nextStep = error.nextStep ?? 'Run npm run build; details are in .cache/setup/setup.log.';
    progress.fail(failureLine(sentence, nextStep, target.variant));
    log(`native engine: ${error.stack}\n${error.detail ?? ''}`);
    recordFailure(reason, sentence, nextStep);
    return error;
  }
}

/** What a failed attempt says: after the CUDA build the CPU build is tried, after that nothing native. */
export function failureLine(sentence, nextStep, variant) {
  if (variant === 'cuda')
    return `${sentence}. Set-up goes on with the CPU build. For the GPU: ${nextStep}`;
  return `${sentence}. Portrait runs on WebAssembly instead. ${nextStep}`;
}

/** Works in a folder of its own and renames it at the end: an interrupted download leaves nothing half done. */
async function fetchLibraries(target, folder, progress) {
  const parent = join(folder, '..');
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const work = join(parent, `partial-${target.name}-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    await downloadTensorflow(target, work, progress);
    await mkdir(folder, { recursive: true });
    if (!existsSync(join(folder, 'site'))) await rename(join(work, 'site'), join(folder, 'site'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Loads the addon once in a process of its own: a library that crashes must not take set-up with it. */
async function tryAddon(nodeBinary) {
  const code = `const u = require('node:util');
    u.isNullOrUndefined ??= (v) => v == null; u.isArray ??= Array.isArray;
    const tf = require(${JSON.stringify(tfjsPackageFolder())});
    const sum = tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0];
    process.exit(sum === 11 ? 0 : 3);`;
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const { code: status, output } = await runCommand(nodeBinary, ['-e', code], { env });
  if (status === 0) return;
  throw Object.assign(new Error('The native engine was built but does not load'), {
    reason: 'load_failed',
    nextStep: 'Details are in .cache/setup/setup.log.',
    detail: output,
  });
}
