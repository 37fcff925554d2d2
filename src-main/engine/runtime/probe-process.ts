import { fork } from 'node:child_process';
import { z } from 'zod';
import { probePatienceMs, type ProbeAnswer, type ProbeRequest } from '#shared/engine/probe.ts';
import type { Port } from '../parent-port.ts';

/** Tells an engine process to measure, report and end. */
export const probingVariable = 'PORTRAIT_ENGINE_PROBE';

const measured = z.object({
  stepMs: z.array(z.number()),
  compiledMs: z.array(z.number()),
  tensorflow: z.string(),
  device: z.string(),
});
export type Measured = z.infer<typeof measured>;

/**
 * Starts an engine under other variables that measures and ends: TensorFlow reads them once. Gives what it measured;
 * null if it fails or takes over twenty seconds.
 */
export type Probe = (env: Record<string, string>) => Promise<Measured | null>;

/** By a process of one's own, from the engine's entry. */
export function forkedProbe(entry: string): Probe {
  return (changes) =>
    new Promise((resolve) => {
      const env = { ...process.env, ...changes, [probingVariable]: '1' };
      const child = fork(entry, [], { env, stdio: 'ignore', execArgv: [] });
      const limit = setTimeout(() => child.kill('SIGKILL'), probePatienceMs);
      let result: Measured | null = null;
      child.on('message', (message) => {
        result = measured.safeParse(message).data ?? null;
      });
      child.on('error', () => resolve(null));
      child.on('exit', () => {
        clearTimeout(limit);
        resolve(result);
      });
    });
}

/** By Electron's main process: others start no processes there. */
export function hostedProbe(port: Port): Probe {
  const waiting = new Map<number, (report: unknown) => void>();
  let asked = 0;
  const listen = (): void =>
    port.on('message', ({ data }) => {
      // Main says nothing else to an engine once it has handed over the port to the backend.
      const { probe, report } = data as ProbeAnswer;
      waiting.get(probe)?.(report);
      waiting.delete(probe);
    });
  return async (changes) => {
    if (asked === 0) listen();
    const probe = ++asked;
    const answer = new Promise((resolve) => waiting.set(probe, resolve));
    const env = { ...changes, [probingVariable]: '1' };
    port.postMessage({ type: 'probe', probe, env } satisfies ProbeRequest);
    return measured.safeParse(await answer).data ?? null;
  };
}
