import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** An answer is good for so long, in milliseconds. */
const fresh = 5000;

/**
 * Memory that processes hold on NVIDIA GPUs, as the driver's own tool prints it: TensorFlow's addon does not tell. One
 * line a process, `pid, MiB`; @see https://docs.nvidia.com/deploy/nvidia-smi/
 */
export async function askDriver(): Promise<string> {
  const query = ['--query-compute-apps=pid,used_memory', '--format=csv,noheader,nounits'];
  const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 4000 });
  return stdout;
}

/** Bytes process `pid` holds on all GPUs together; null where it is not named or its memory not told. */
export function bytesOf(pid: number, answer: string): number | null {
  const own = answer
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter(([process]) => process === String(pid))
    .map(([, mebibytes = '']) => (/^\d+$/.test(mebibytes) ? Number(mebibytes) : NaN));
  const sum = own.reduce((total, one) => total + one, 0);
  return own.length > 0 && Number.isFinite(sum) ? sum * 2 ** 20 : null;
}

/** What this process holds, asked for in the background so that nobody waits for the driver. */
export class CudaMemory {
  readonly #ask: () => Promise<string>;
  readonly #pid: number;
  readonly #now: () => number;
  #bytes: number | null = null;
  #askedAt = -Infinity;

  constructor(ask = askDriver, pid = process.pid, now = () => performance.now()) {
    this.#ask = ask;
    this.#pid = pid;
    this.#now = now;
  }

  /** The latest answer; asks again where it is old. */
  bytes(): number | null {
    if (this.#now() - this.#askedAt >= fresh) {
      this.#askedAt = this.#now();
      this.#ask().then(
        (answer) => (this.#bytes = bytesOf(this.#pid, answer)),
        // No tool, no figure: the status bar leaves it out.
        () => (this.#bytes = null),
      );
    }
    return this.#bytes;
  }
}
