import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { removeAbandoned } from './abandoned.mjs';
import { findProgram, runCommand } from './command.mjs';
import { root } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const packageName = '@tensorflow/tfjs-node-gpu';
export const NAPI_VERSION = 8;

export function tfjsPackageFolder() {
  return join(root, 'node_modules', packageName);
}

/** Folder of the addon inside an engine folder; one per version of the package whose sources it is built from. */
export function addonFolder(engineFolder) {
  const { version } = createRequire(import.meta.url)(join(tfjsPackageFolder(), 'package.json'));
  return join(engineFolder, `addon-${version}-napi${NAPI_VERSION}`);
}

/** Builds the package's own, unmodified sources against the unpacked libraries. Needs a C++17 compiler. */
export async function buildAddon(target, engineFolder, nodeHeaders, progress) {
  const compiler = findProgram(['g++', 'c++', 'clang++']);
  if (!compiler)
    throw reasoned(
      'no_compiler',
      'No C++ compiler was found',
      'Install one (Debian: apt-get install g++), then run npm run build.',
    );
  const folder = addonFolder(engineFolder);
  await removeAbandoned(engineFolder);
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  const timer = setInterval(() => progress.note('compiling'), 200);
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'];
  const objects = await Promise.all(
    sources.map((source) => compile(compiler, source, engineFolder, nodeHeaders, partial)),
  ).finally(() => clearInterval(timer));
  await link(compiler, objects, target, engineFolder, partial);
  for (const object of objects) await rm(object);
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

async function compile(compiler, source, engineFolder, nodeHeaders, partial) {
  const object = join(partial, source.replace(/\.cc$/, '.o'));
  const sources = tfjsPackageFolder();
  const { code, output } = await runCommand(compiler, [
    ...['-c', '-O2', '-fPIC', '-std=c++17', '-w', `-DNAPI_VERSION=${NAPI_VERSION}`],
    ...['-I', sources, '-I', join(engineFolder, 'site', 'tensorflow', 'include')],
    ...['-I', nodeHeaders, join(sources, 'binding', source), '-o', object],
  ]);
  if (code !== 0) throw buildFailed(output);
  return object;
}

async function link(compiler, objects, target, engineFolder, partial) {
  const libraries = target.libraries.map((name) => join(engineFolder, 'site', 'tensorflow', name));
  const platformFlags =
    process.platform === 'darwin'
      ? ['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../site/tensorflow']
      : ['-Wl,-rpath,$ORIGIN/../site/tensorflow', '-Wl,--allow-shlib-undefined'];
  const { code, output } = await runCommand(compiler, [
    ...['-shared', '-o', join(partial, 'tfjs_binding.node'), ...objects, ...libraries],
    ...platformFlags,
  ]);
  if (code !== 0) throw buildFailed(output);
}

/** The folder of Node's own headers: inside the Node 24 package, or beside the running Node. */
export function nodeHeaderFolder(nodeBinary) {
  const candidates = [
    join(dirname(dirname(nodeBinary)), 'include', 'node'),
    join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node'),
    '/usr/include/node',
  ];
  const found = candidates.find((folder) => existsSync(join(folder, 'node_api.h')));
  if (!found)
    throw reasoned(
      'build_failed',
      'Node’s header files were not found',
      'Delete node_modules, then run npm run build.',
    );
  return found;
}

function buildFailed(output) {
  return reasoned(
    'build_failed',
    'The native engine could not be compiled',
    'Install a compiler with C++17 (g++ 9 or later), then run npm run build.',
    output,
  );
}

function reasoned(reason, sentence, nextStep, detail = '') {
  return Object.assign(new SetupError(sentence, nextStep, detail), { reason });
}
