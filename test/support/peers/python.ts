import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** One environment a peer, made on first use and kept; PORTRAIT_PEERS names another folder for them. */
const folder = process.env['PORTRAIT_PEERS'] ?? join(root, '.cache', 'peers');

export type Python = { path: string; version: string };

/**
 * A Python with packages (as pip names them), in an environment called `name`; or why there is none, in a sentence.
 * `check` is imported to see that they are there.
 */
export function pythonWith(
  name: string,
  packages: readonly string[],
  check: string,
): Python | string {
  const path = join(folder, name, 'bin', 'python');
  const version = `import ${check.split(',')[0]} as p; import ${check}; print(p.__version__)`;
  if (!existsSync(path)) {
    const made = spawnSync('python3', ['-m', 'venv', join(folder, name)], { stdio: 'ignore' });
    if (made.status !== 0) return 'there is no Python that makes environments';
  }
  const look = (): string | null => {
    const { status, stdout } = spawnSync(path, ['-c', version], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  let found = look();
  if (found === null) {
    spawnSync(path, ['-m', 'pip', 'install', '--quiet', ...packages], {
      stdio: 'ignore',
      timeout: 600_000,
    });
    found = look();
  }
  return found === null
    ? `the Python packages ${packages.join(', ')} cannot be had here`
    : { path, version: found };
}

/** What a script prints. @throws Error with all it printed where it fails */
export function runPython(python: Python, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(python.path, args, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' },
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout}\n${stderr}`, { cause: error });
  }
}
