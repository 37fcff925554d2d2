import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Ended = { code: number | null; stdout: string; stderr: string };
export type Program = { child: ChildProcess; output(): string; ended: Promise<Ended> };

/** Starts one of our programs from its source, in English. */
export function start(source: string, args: string[], env: NodeJS.ProcessEnv = {}): Program {
  const entry = fileURLToPath(new URL(`../../src-main/${source}`, import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, output: () => stdout, ended };
}

/** Waits for a line the program prints; fails where it ends before. */
export async function printed(program: Program, pattern: RegExp): Promise<string> {
  const early = program.ended.then(({ stderr }) => {
    throw new Error(`ended before ${pattern}: ${stderr}`);
  });
  const found = (async () => {
    for (;;) {
      const match = pattern.exec(program.output());
      if (match) return match[0];
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return Promise.race([found, early]);
}
