import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { removeAbandoned } from './abandoned.mjs';
import { runAttached, runCommand } from './command.mjs';
import { npmCommand, npmError } from './npm.mjs';
import { root, userCacheDir } from './paths.mjs';
import { progressLine } from './progress.mjs';
import { SetupError } from './setup-error.mjs';

const MAJOR = 24;
/** The npm that comes with the fetched Node: the machine's own may not run on it. */
const NPM = 'npm@11.19.1';

/** Whether npm on this Node installs our build tools: it leaves out optional packages that want a newer one. */
export function canInstall(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/**
 * Name and version of the npm package that holds Node 24 for this platform.
 * @param {string} platform
 * @param {string} arch
 * @returns {{ name: string, version: string } | undefined}
 */
export function nodePackage(platform = process.platform, arch = process.arch) {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const system = platform === 'win32' ? 'win' : platform;
  const names = [`node-${system}-${arch}`, `node-bin-${system}-${arch}`];
  const name = names.find((candidate) => optionalDependencies[candidate]);
  return name === undefined ? undefined : { name, version: optionalDependencies[name] };
}

function binaryIn(modules, name) {
  return join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Where this Node is too old, runs `script` again on Node 24 and resolves with its exit status; resolves
 * undefined where this Node will do. `install` makes sure of node_modules.
 */
export async function continueOnNode24(script, install, log) {
  if (!canInstall(process.versions.node)) {
    const { node, npm } = await fetchNode24(log);
    return runAgain(node, script, { npm_execpath: npm });
  }
  await install();
  if (Number(process.versions.node.split('.')[0]) >= MAJOR) return undefined;
  const found = nodePackage();
  const node = found && binaryIn(join(root, 'node_modules'), found.name);
  if (!node || !existsSync(node)) throw noNode24();
  return runAgain(node, script, {});
}

function runAgain(node, script, env) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return runAttached(node, [script, ...process.argv.slice(2)], {
    env: { ...process.env, ...env, PATH: path, PORTRAIT_SET_UP: String(process.pid) },
  });
}

/** Node 24 and an npm for it, once per user. */
async function fetchNode24(log) {
  const wanted = nodePackage();
  if (!wanted) throw noNode24();
  const parent = join(userCacheDir(), 'node');
  const folder = join(parent, `${wanted.version}-${NPM.replace('@', '-')}`);
  const modules = join(folder, 'node_modules');
  const found = {
    node: binaryIn(modules, wanted.name),
    npm: join(modules, 'npm', 'bin', 'npm-cli.js'),
  };
  if (existsSync(folder)) return found;
  const progress = progressLine(`Node ${wanted.version}`);
  mkdirSync(parent, { recursive: true });
  await removeAbandoned(parent);
  const work = join(parent, `partial-${process.pid}`);
  const timer = setInterval(() => progress.note('downloading 55 MB'), 500);
  try {
    const [command, ...before] = npmCommand();
    const options = ['--prefix', work, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    const packages = [`${wanted.name}@${wanted.version}`, NPM];
    mkdirSync(work);
    const args = [...before, 'install', ...options, '--loglevel', 'error', ...packages];
    const { code, output } = await runCommand(command, args, { cwd: work });
    if (code !== 0) {
      log(output);
      progress.fail('not downloaded');
      throw npmError(output);
    }
    await rename(work, folder);
  } finally {
    clearInterval(timer);
    await rm(work, { recursive: true, force: true });
  }
  progress.done();
  return found;
}

function noNode24() {
  return new SetupError(
    `This is Node ${process.versions.node}, and there is no Node ${MAJOR} to fetch for this machine`,
    `Install Node ${MAJOR} from your system or nodejs.org, then run npm start again.`,
  );
}
