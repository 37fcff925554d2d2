import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

export type Load = {
  requests: number;
  /** Answers other than 200, and connections that broke. */
  errors: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
};

/** Sends a body again and again over connections that stay open. */
export async function load(
  address: string,
  bodies: readonly string[],
  { requests, connections }: { requests: number; connections: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = new Float64Array(requests);
  let [sent, errors] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let number = sent++; number < requests; number = sent++) {
      const from = performance.now();
      const status = await post(address, bodies[number % bodies.length] ?? '', agent);
      times[number] = performance.now() - from;
      if (status !== 200) errors++;
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  times.sort();
  const at = (share: number): number => times[Math.floor(share * (requests - 1))] ?? NaN;
  return { requests, errors, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function post(address: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(
      `${address}/v1/predict`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', () => resolve(0));
      },
    );
    sending.on('error', () => resolve(0));
    sending.end(body);
  });
}

/** Processor seconds a process has used, and its resident megabytes (Linux). */
export function usage(pid: number): { cpuSeconds: number; megabytes: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: ticks / 100,
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
  };
}
