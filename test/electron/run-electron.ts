import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type RunOptions = {
  binary: string;
  main: string;
  userData: string;
  workspace: string;
  screenshot: string;
  /** Where the user's caches lie. */
  cache: string;
};

/** Starts Electron 9 with the shim under an X server of its own and resolves with all it printed. */
export async function runElectron(options: RunOptions): Promise<string> {
  const display = await startXvfb();
  const shim = join(import.meta.dirname, 'shim.cjs');
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(
        options.binary,
        [
          ...['--no-sandbox', '--disable-gpu', '-r', shim, options.main],
          // As the system passes a file that was double-clicked.
          ...[options.workspace, `--user-data-dir=${options.userData}`],
        ],
        {
          env: {
            ...process.env,
            DISPLAY: display.name,
            PORTRAIT_NODE24: process.execPath,
            PORTRAIT_SCREENSHOT: options.screenshot,
            XDG_CACHE_HOME: options.cache,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let output = '';
      const timer = setTimeout(() => child.kill('SIGKILL'), 100_000);
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        resolve(`${output}\n[ended: ${signal ?? code}]`);
      });
    });
  } finally {
    display.stop();
  }
}

/** An X server without a screen; it picks a free display number and says which. */
async function startXvfb(): Promise<{ name: string; stop: () => void }> {
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error('Xvfb did not start')));
  });
  if (!existsSync(`/tmp/.X11-unix/X${number}`)) throw new Error('Xvfb has no socket');
  return { name: `:${number}`, stop: () => child.kill() };
}
