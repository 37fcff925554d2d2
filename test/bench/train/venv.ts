import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const packages: readonly string[] = [
  'tensorflow-cpu==2.21.0',
  'keras',
  'scikit-learn',
  'torch==2.13.0',
];

/** Python with all peers of training. */
export function peersPython(): string {
  return pythonWith('train-peers', packages);
}

/** Python with these packages, in an environment of its own under the user's cache; made at the first run. */
export function pythonWith(name: string, wanted: readonly string[]): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(base, 'portrait', 'bench', name);
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'installed.txt');
  if (existsSync(stamp)) return python;
  mkdirSync(folder, { recursive: true });
  const run = (command: string, args: string[]): void => {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  if (!existsSync(python)) run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'install', '-q', ...wanted]);
  writeFileSync(stamp, wanted.join('\n'));
  return python;
}
