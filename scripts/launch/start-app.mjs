import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, runAttached } from '../setup/command.mjs';
import { electronBinary, prepareElectron } from '../setup/electron-binary.mjs';
import { engineEnvironment } from '../setup/engine-state.mjs';
import { root } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { localhostArguments } from './arguments.mjs';

/** Starts what was asked for and resolves with its exit status. */
export async function startApp(options, log) {
  const env = { ...process.env, ...engineEnvironment() };
  if (inTerminal.has(options.command)) return runNode('cli', options.args, env);
  if (options.command === 'score' || options.command === 'serve')
    return runAttached(process.execPath, [...lean, exported, ...options.args], { env });
  if (options.command !== 'open')
    throw new SetupError(`“${options.command}” is not a command`, 'Try npm start -- --help.');
  if (await useElectron(options, log)) {
    const status = await runElectron(options, env);
    if (status === 0 || options.host === 'electron') return status;
    process.stderr.write('Electron did not start here; opening Portrait on localhost instead.\n');
  }
  return runLocalhost(options, env);
}

/** Commands without a window. */
const inTerminal = new Set([
  'run',
  'export',
  'audit',
  'link',
  'encrypt',
  'decrypt',
  'passphrase',
  'rotate',
]);

/** Rows pass through and are gone: a nursery of sixteen megabytes would hold a hundred more, and save no time. */
const lean = ['--max-semi-space-size=8'];

/** What scores with an exported model: it goes along with exports, so it stands alone. */
const exported = join(root, 'dist', 'export', 'portrait-serve.mjs');

function program(name) {
  return join(root, 'dist', 'hosts', `${name}.mjs`);
}

function runNode(name, args, env) {
  return runAttached(process.execPath, [program(name), ...args], { env });
}

/** The window where it can open: a display, a binary, and a user the sandbox works for. */
async function useElectron(options, log) {
  if (options.host === 'localhost') return false;
  // Only the localhost host takes a passphrase.
  if (options['passphrase-fd'] !== undefined) return false;
  const asked = options.host === 'electron';
  if (!asked && (!hasDisplay() || isRoot() || options.port !== undefined)) return false;
  await prepareElectron(log, { again: asked });
  if (electronBinary()) return true;
  if (asked)
    throw new SetupError(
      'The Electron binary is not here and could not be fetched',
      'Check the connection, or use npm start -- --host localhost.',
    );
  return false;
}

export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

function isRoot() {
  return process.getuid?.() === 0;
}

function runElectron({ workspace }, env) {
  const args = isRoot() ? ['--no-sandbox', root] : [root];
  if (workspace !== undefined) args.push('--workspace', workspace);
  return runAttached(electronBinary(), args, { env });
}

/** Passes stdout on unchanged and opens the browser at the address of the ready line. */
function runLocalhost(options, env) {
  if (!existsSync(program('localhost')))
    throw new SetupError('The localhost host was not built', 'Run npm run build.');
  let text = '';
  const onStdout = (chunk) => {
    process.stdout.write(chunk);
    if (!options.open || text === undefined) return;
    text += chunk;
    const address = /Portrait is at (http:\/\/127\.0\.0\.1:\d+\/\S+)/.exec(text)?.[1];
    if (!address) return;
    text = undefined;
    openBrowser(address);
  };
  const args = [program('localhost'), ...localhostArguments(options)];
  return runAttached(process.execPath, args, {
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
    onStdout,
  });
}

/** Opens the address in the user's browser; where there is none, the printed address is all there is. */
function openBrowser(address) {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  if (!hasDisplay() || (process.platform === 'linux' && !findProgram([command]))) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
