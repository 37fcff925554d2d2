import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Threads } from './paced-run.ts';
import type { SharedProgram } from './program.ts';

/** A thread that does not answer after so long will not come: there is then no crew. */
const patienceMs = 5000;

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

/** Threads that run programs together with the thread that asks for it, which waits for them without turning its events. */
export class Crew implements Threads {
  /** The asking thread counts. */
  readonly threads: number;
  /** A word that changes with each call, and how many times the threads have answered. */
  #control = new Int32Array(new SharedArrayBuffer(8));
  #ports: MessagePort[] = [];
  #workers: Worker[] = [];
  #numbers = new Map<SharedProgram, number>();
  #calls = 0;
  #answers = 0;

  /** @throws Error where a thread does not start */
  constructor(threads: number) {
    this.threads = threads;
    for (let part = 1; part < threads; part++) {
      const { port1, port2 } = new MessageChannel();
      const spins = 20_000;
      const workerData = { control: this.#control, port: port2, part, parts: threads, low, spins };
      const options = { eval: true, execArgv: [], workerData, transferList: [port2] };
      const worker = new Worker(threadCode, options);
      // One that ends so does not answer, which is noticed.
      worker.on('error', () => undefined);
      // A process may end while its threads sleep.
      worker.unref();
      port1.unref();
      this.#workers.push(worker);
      this.#ports.push(port1);
    }
    try {
      this.#answered();
    } catch (thrown) {
      void this.end();
      throw thrown;
    }
  }

  /** Runs a program on all threads. @throws Error where a thread does not take it in */
  run(program: SharedProgram): void {
    const number = this.#numbers.get(program) ?? this.#taken(program);
    this.#call(number);
    program.run(0, this.threads);
  }

  /** Has the threads let go of a program, which may be run again. */
  forget(program: SharedProgram): void {
    const number = this.#numbers.get(program);
    if (number === undefined) return;
    this.#numbers.delete(program);
    this.#tell({ number });
  }

  async end(): Promise<void> {
    for (const port of this.#ports) port.close();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #taken(program: SharedProgram): number {
    const used = new Set(this.#numbers.values());
    let number = 1;
    while (used.has(number)) number++;
    const { module, memory } = program;
    this.#tell({ number, module, memory });
    this.#numbers.set(program, number);
    return number;
  }

  #tell(message: Partial<SharedProgram> & { number: number }): void {
    for (const port of this.#ports) port.postMessage(message);
    this.#call(0);
    this.#answered();
  }

  #call(number: number): void {
    this.#calls = (this.#calls + 1) & 0x7ffff;
    Atomics.store(this.#control, 0, (this.#calls << 12) | number);
    Atomics.notify(this.#control, 0);
  }

  /** Waits until every thread has answered once more. */
  #answered(): void {
    this.#answers += this.threads - 1;
    const until = performance.now() + patienceMs;
    for (;;) {
      const now = Atomics.load(this.#control, 1);
      if (now === (this.#answers | 0)) return;
      const left = until - performance.now();
      if (left <= 0) throw new Error('a thread does not answer');
      Atomics.wait(this.#control, 1, now, left);
    }
  }
}
