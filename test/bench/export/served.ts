import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Exported } from './exported.ts';
import { load, usage, type Load } from './load.ts';

export type Running = { child: ChildProcess; address: string };
export type Served = Load & {
  requestsPerSecond: number;
  cpuMsPerRequest: number;
  megabytes: number;
};

export const program = ({ folder }: Exported): string =>
  join(folder('server'), 'portrait-serve.mjs');

/** Starts the program of an exported folder. Throws where it does not say where it listens. */
export const served = (exported: Exported): Promise<Running> =>
  started([program(exported), 'serve', exported.folder('server'), '--port', '0']);

/** Starts a program for Node that prints where it listens. Throws where it does not. */
export async function started(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      const found = /http:\/\/\S+/.exec(String(text))?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the server did not start')));
  });
  return { child, address };
}

export async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** What some requests to a path over four connections cost the process that answers them. */
export async function measured(
  { child, address }: Running,
  bodies: readonly string[],
  requests: number,
  rate = Infinity,
  path = '/v1/predict',
): Promise<Served> {
  const before = usage(child.pid ?? 0);
  const made = await load(address, path, bodies, { requests, connections: 4, rate });
  const after = usage(child.pid ?? 0);
  return {
    ...made,
    requestsPerSecond: requests / made.seconds,
    cpuMsPerRequest: ((after.cpuSeconds - before.cpuSeconds) * 1000) / requests,
    megabytes: after.megabytes,
  };
}
