import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  call,
  get,
  greater,
  int,
  least,
  minus,
  plus,
  quotient,
  sameInt,
  set,
  sharedAdd,
  sharedLoad,
  sharedStore,
  sharedWait,
  sharedWake,
  times,
  when,
  whenElse,
  type Code,
} from '../wasm/wasm-code.ts';
import type { WasmFunction } from '../wasm/wasm-module.ts';
import type { Work } from './work.ts';

/** A function of the module, what it is called with, and how its work may be cut. */
export type KernelCall = Omit<Work, 'made'> & { fn: number; args: readonly Code[] };

/** Nanoseconds a kernel must take to be worth a meeting of the threads, and all such kernels to be worth threads at all. */
export type Worth = { kernel: number; program: number };
export const usualWorth: Worth = { kernel: 4000, program: 400_000 };

const isCut = ({ units, cost }: KernelCall, { kernel }: Worth): boolean =>
  units > 1 && cost >= kernel;

/** Whether several threads may pay. */
export function worthThreads(calls: readonly KernelCall[], worth: Worth): boolean {
  const costs = calls.map((one) => (isCut(one, worth) ? one.cost : 0));
  return costs.some((cost) => cost > 0) && costs.reduce((a, b) => a + b, 0) >= worth.program;
}

/** All of a kernel's work. */
export const wholeCall = ({ fn, args, units }: KernelCall): Code =>
  call(fn, ...args, ...(units > 0 ? [int(0), int(units)] : []));

/**
 * `run(part, parts)`: what thread `part` of `parts` does. Kernels worth it are cut into as many parts as there are threads,
 * which meet before and after; the others are the first thread's.
 */
export function sharedRun(
  calls: readonly KernelCall[],
  after: Code,
  barrier: number,
  worth: Worth,
): WasmFunction {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [part, parts] = [get(0), get(1)];
  const [from, to, size] = build.locals('i32', 3) as [number, number, number];
  const meet = call(barrier, parts);
  const code: Code[] = [];
  let alone: Code[] = [];
  const flush = (): void => {
    if (alone.length > 0) code.push(when(sameInt(part, int(0)), alone));
    alone = [];
  };
  for (const one of calls) {
    if (!isCut(one, worth)) {
      alone.push(wholeCall(one));
      continue;
    }
    flush();
    const grains = int(Math.ceil(one.units / one.grain));
    const bound = (at: Code): Code => least(times(at, get(size)), int(one.units));
    code.push(
      meet,
      set(size, times(quotient(plus(grains, minus(parts, int(1))), parts), int(one.grain))),
      set(from, bound(part)),
      set(to, bound(plus(part, int(1)))),
      // What lies behind the last whole piece is its holder's alone.
      when(greater(get(to), get(from)), call(one.fn, ...one.args, get(from), get(to))),
      meet,
    );
  }
  alone.push(after);
  flush();
  return build.finish(code);
}

/** Words in the first bytes of memory, which no value has. */
const [arrived, meeting, asleep] = [16, 20, 24];
/** Looks at the word before sleeping: some 20 microseconds. */
const spins = 20_000;

/** A function of the number of threads that returns when all have called it. */
export function barrierFunction(): WasmFunction {
  const build = new FunctionBuilder(['i32']);
  const [parts, now, left] = [get(0), build.local('i32'), build.local('i32')];
  const leave: Code = [0x0f];
  const met: Code = [sharedLoad(meeting), get(now), 0x47];
  const again = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, 0x0b];
  return build.finish([
    when(sameInt(parts, int(1)), leave),
    set(now, sharedLoad(meeting)),
    whenElse(
      sameInt(sharedAdd(arrived, int(1)), minus(parts, int(1))),
      [
        sharedStore(arrived, int(0)),
        sharedStore(meeting, plus(get(now), int(1))),
        when(greater(sharedLoad(asleep), int(0)), sharedWake(meeting)),
      ],
      [
        set(left, int(spins)),
        again([when(met, leave), set(left, minus(get(left), int(1)))], get(left)),
        [sharedAdd(asleep, int(1)), 0x1a],
        again(sharedWait(meeting, get(now)), sameInt(sharedLoad(meeting), get(now))),
        [sharedAdd(asleep, int(-1)), 0x1a],
      ],
    ),
  ]);
}
