import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

export type Load = {
  requests: number;
  /** Answers other than 200, and connections that broke. */
  errors: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
};

export type Demand = {
  requests: number;
  connections: number;
  /** Requests a second that are sent at most; without one, as many as are answered. */
  rate?: number;
};

/**
 * Sends bodies again and again over connections that stay open, the next when the last is answered. Written on sockets: a client
 * that costs as much as a server would be what is measured.
 */
export async function load(
  address: string,
  path: string,
  bodies: readonly string[],
  { requests, connections, rate = Infinity }: Demand,
): Promise<Load> {
  const { hostname, port } = new URL(address);
  const messages = bodies.map((body) => requestBytes(hostname, path, body));
  const times = new Float64Array(requests);
  let [sent, errors] = [0, 0];
  const worker = async (): Promise<void> => {
    const connection = await opened(hostname, Number(port));
    for (let number = sent++; number < requests; number = sent++) {
      const early = start + (number * 1000) / rate - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      const from = performance.now();
      const status = await asked(connection, messages[number % messages.length] ?? Buffer.alloc(0));
      times[number] = performance.now() - from;
      if (status !== 200) errors++;
    }
    connection.destroy();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - start) / 1000;
  times.sort();
  const at = (share: number): number => times[Math.floor(share * (requests - 1))] ?? NaN;
  return { requests, errors, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function requestBytes(host: string, path: string, body: string): Buffer {
  const bytes = Buffer.from(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

async function opened(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('error', reject);
  });
  // A broken connection is counted where it closes.
  socket.on('error', () => undefined);
  return socket;
}

/** The status of the answer to one request, read to its end; 0 where the connection breaks. */
function asked(socket: Socket, message: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    const settle = (status: number): void => {
      socket.off('data', read);
      socket.off('close', broke);
      resolve(status);
    };
    const broke = (): void => settle(0);
    const read = (part: Buffer): void => {
      text += part.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
      if (text.length >= end + 4 + length) settle(Number(text.slice(9, 12)));
    };
    socket.on('data', read);
    socket.once('close', broke);
    socket.write(message);
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
