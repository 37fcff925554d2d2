import { expect } from 'vitest';
import { Crew } from '../../../../src-main/engine/compile/run/crew.ts';
import type { Build } from '../../../../src-main/engine/compile/run/paced-run.ts';
import { compile, type Program } from '../../../../src-main/engine/compile/program.ts';
import { moduleBytes } from '../../../../src-main/engine/compile/wasm/wasm-module.ts';
import type { Graph } from '../../../../src-main/engine/compile/lower/value.ts';

/** Three threads, so that most work cannot be cut into equal parts. */
export const crew = new Crew(3);

/** A program of one function, `run(part, parts)`, that does nothing on a shared memory. */
export const nothing = [
  { parameters: ['i32', 'i32'], result: null, locals: [], body: [] },
] as const;
const module = new WebAssembly.Module(moduleBytes(nothing, true));
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
/** Run before each program that is forgotten, so that the threads do not end with it. */
const held = { module, memory, run: () => undefined };

/** Every kernel that can be cut is, however small, and always runs on the crew. */
export const buildCut: Build = (graph, carried) => {
  crew.run(held);
  const program = compile(graph, carried, undefined, { kernel: 0, program: 0 });
  const { shared } = program;
  const run = (): void => (shared ? crew.run(shared) : program.run());
  const paced = { run, trial: () => undefined, threads: crew.threads };
  return { program, paced: { ...paced, end: () => shared && crew.forget(shared) } };
};

/** Has the crew do what the program did alone, from the same inputs: every bit must be the same. */
export function expectCutAlike(graph: Graph, alone: Program, fused?: boolean): void {
  const cut = compile(graph, 0, fused, { kernel: 0, program: 0 });
  if (!cut.shared) return;
  alone.byteInputs.forEach((bytes, i) => cut.byteInputs[i]?.set(bytes));
  // Of inputs that are bytes there are none.
  alone.wholeInputs.forEach((words, i) => cut.wholeInputs[i]?.set(words));
  crew.run(held);
  crew.run(cut.shared);
  crew.forget(cut.shared);
  cut.outputs.forEach((got, i) =>
    expect(new Int32Array(got.slice().buffer)).toEqual(
      new Int32Array(alone.outputs[i]!.slice().buffer),
    ),
  );
}
