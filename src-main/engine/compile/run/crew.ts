import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Threads } from './paced-run.ts';
import type { SharedProgram } from '../program.ts';

/** A thread that does not answer after so long will not come: there is then no crew. */
const patienceMs = 5000;

/** Of programs that were forgotten, what threads that go on may still hold. */
const mostForgotten = 64 * 2 ** 20;
/** Roughly what a program takes beside its memory. */
const codeBytes = 2 ** 20;

/**
 * What a thread of the crew does: sleeps until the word of its control changes, takes in the programs that came meanwhile, and runs
 * its part of the one whose number is in the word's low bits, if any. Plain JavaScript in one piece, so that no file has to be found.
 */
const threadCode = `
const { workerData, receiveMessageOnPort } = require('node:worker_threads');
const { control, port, part, parts, low, spins } = workerData;
const programs = new Map();
let seen = 0;
Atomics.add(control, 1, 1);
Atomics.notify(control, 1);
for (;;) {
  for (let i = 0; i < spins && Atomics.load(control, 0) === seen; i++);
  while (Atomics.load(control, 0) === seen) Atomics.wait(control, 0, seen);
  seen = Atomics.load(control, 0);
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
    const { number, module, memory } = got.message;
    if (module) programs.set(number, new WebAssembly.Instance(module, { env: { memory } }).exports.run);
    else programs.delete(number);
    Atomics.add(control, 1, 1);
    Atomics.notify(control, 1);
  }
  if (seen & low) programs.get(seen & low)(part, parts);
}`;

/** Low bits of the control's word: a program's number, 0 for none. */
const low = 0xfff;

/**
 * Threads that run programs together with the thread that asks for it, which waits for them without turning its events. A
 * thread that sleeps never lets go of a memory it has seen: so they end with the last program they hold, and start anew
 * where they were told to forget much.
 */
export class Crew implements Threads {
  #threads: number;
  #crew: Started | null = null;
  #numbers = new Map<SharedProgram, number>();
  #forgotten = 0;
  /** Threads did not start, or one did not answer: there are none from then on. */
  #failed = false;

  constructor(threads: number) {
    this.#threads = threads;
  }

  /** The asking thread counts. */
  get threads(): number {
    return this.#failed ? 1 : this.#threads;
  }

  /** Runs a program on all threads, or on the asking one alone where they do not start. */
  run(program: SharedProgram): void {
    const number = this.#failed ? null : this.#taken(program);
    if (number === null || !this.#crew) return program.run(0, 1);
    call(this.#crew, number);
    program.run(0, this.#threads);
  }

  /** Has the threads let go of a program, which may be run again. */
  forget(program: SharedProgram): void {
    const number = this.#numbers.get(program);
    if (number === undefined) return;
    this.#numbers.delete(program);
    this.#forgotten += program.memory.buffer.byteLength + codeBytes;
    if (this.#numbers.size === 0 || this.#forgotten > mostForgotten) void this.end();
    else if (this.#crew) this.#failed ||= !tell(this.#crew, { number });
  }

  /** Ends the threads; a program that is run after that has them start again. */
  async end(): Promise<void> {
    const ended = this.#crew;
    this.#crew = null;
    this.#numbers.clear();
    this.#forgotten = 0;
    if (ended) await endThreads(ended);
  }

  /** The number the threads know a program by; null where they do not. */
  #taken(program: SharedProgram): number | null {
    const known = this.#numbers.get(program);
    if (known !== undefined) return known;
    this.#crew ??= start(this.#threads);
    const used = new Set(this.#numbers.values());
    let number = 1;
    while (used.has(number)) number++;
    const { module, memory } = program;
    if (this.#crew && tell(this.#crew, { number, module, memory })) {
      this.#numbers.set(program, number);
      return number;
    }
    this.#failed = true;
    void this.end();
    return null;
  }
}

type Started = {
  workers: Worker[];
  ports: MessagePort[];
  /** A word that changes with each call, and how many times the threads have answered. */
  control: Int32Array<SharedArrayBuffer>;
  calls: number;
  answers: number;
};

/** Null where the system has no more threads to give. */
function start(threads: number): Started | null {
  const control = new Int32Array(new SharedArrayBuffer(8));
  // Each answers once when it has started.
  const crew: Started = { workers: [], ports: [], control, calls: 0, answers: threads - 1 };
  try {
    for (let part = 1; part < threads; part++) addThread(crew, part, threads);
    return crew;
  } catch {
    void endThreads(crew);
    return null;
  }
}

function addThread({ control, ports, workers }: Started, part: number, parts: number): void {
  const { port1, port2 } = new MessageChannel();
  const workerData = { control, port: port2, part, parts, low, spins: 20_000 };
  const options = { eval: true, execArgv: [], workerData, transferList: [port2] };
  const worker = new Worker(threadCode, options);
  // One that ends so does not answer, which is noticed.
  worker.on('error', () => undefined);
  // A process may end while its threads sleep.
  worker.unref();
  port1.unref();
  workers.push(worker);
  ports.push(port1);
}

async function endThreads({ ports, workers }: Started): Promise<void> {
  for (const port of ports) port.close();
  await Promise.all(workers.map((worker) => worker.terminate()));
}

/** Sends each thread a message and waits until all have taken it; whether they have. */
function tell(crew: Started, message: Partial<SharedProgram> & { number: number }): boolean {
  for (const port of crew.ports) port.postMessage(message);
  call(crew, 0);
  crew.answers = (crew.answers + crew.workers.length) | 0;
  const until = performance.now() + patienceMs;
  for (;;) {
    const now = Atomics.load(crew.control, 1);
    if (now === crew.answers) return true;
    const left = until - performance.now();
    if (left <= 0) return false;
    Atomics.wait(crew.control, 1, now, left);
  }
}

function call(crew: Started, number: number): void {
  crew.calls = (crew.calls + 1) & 0x7ffff;
  Atomics.store(crew.control, 0, (crew.calls << 12) | number);
  Atomics.notify(crew.control, 0);
}
