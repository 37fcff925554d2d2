import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Children that end by themselves when told, and set-up tools, which are ended for good. */
const children = new Set();
const tools = new Set();
const TOOL_PATIENCE_MS = 1000;

/**
 * Runs a program to its end and collects what it prints. Resolves with {code, output} (code -1: could not
 * start, or ended by `signal`); `onLine` hears every line of stdout and stderr.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(
  command,
  args,
  { cwd, env = process.env, onLine = () => {}, signal } = {},
) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    tools.add(child);
    let output = '';
    const onAbort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', onAbort);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output = (output + text).slice(-200_000);
        const lines = (rest + text).split(/\r?\n|\r/);
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
      stream.on('end', () => rest && onLine(rest));
    }
    const settle = (code) => {
      signal?.removeEventListener('abort', onAbort);
      tools.delete(child);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      settle(-1);
    });
    child.on('close', (code) => settle(code ?? -1));
  });
}

/** Runs a program on our own terminal and resolves with its exit status; it is ended when we are. */
export function runAttached(
  command,
  args,
  { cwd, env = process.env, stdio = 'inherit', onStdout } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: withSecret(stdio) });
    children.add(child);
    if (onStdout) child.stdout.setEncoding('utf8').on('data', onStdout);
    child.on('error', reject);
    child.on('close', (code) => {
      children.delete(child);
      resolve(code ?? (interrupted ? 130 : 1));
    });
  });
}

/** What `--passphrase-fd N` names is handed on under its number: a passphrase travels no other way. */
function withSecret(stdio, argv = process.argv) {
  const at = argv.findIndex((arg) => /^--passphrase-fd(=|$)/.test(arg));
  const fd = Number(argv[at]?.split('=')[1] ?? argv[at + 1]);
  if (at < 0 || !Number.isInteger(fd) || fd < 3 || fd > 255) return stdio;
  const three = typeof stdio === 'string' ? [stdio, stdio, stdio] : stdio;
  return [...three, ...Array(fd - 3).fill('ignore'), fd];
}

/** The first of `names` found in PATH as a full path, or undefined. */
export function findProgram(names, env = process.env) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const path = join(folder, name + ending);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not in this folder: look in the next.
        }
      }
  return undefined;
}

let interrupted = false;

/** Whether we were asked to end: steps that were cut short must not be reported as failures. */
export function wasInterrupted() {
  return interrupted;
}

/**
 * Passes on what ends us to our children and waits for them. A terminal sends Ctrl+C to the whole
 * group by itself: passing it on there would send it twice.
 */
export function passSignalsOn() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      interrupted = true;
      const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY;
      if (!fromTerminal) for (const child of children) child.kill(signal);
      endTools();
      if (children.size + tools.size === 0) process.exit(130);
    });
}

/** Set-up tools work on folders of their own: nothing is lost when one that tarries is killed. */
function endTools() {
  for (const tool of tools) {
    tool.kill('SIGTERM');
    setTimeout(() => tools.has(tool) && tool.kill('SIGKILL'), TOOL_PATIENCE_MS).unref();
  }
}
