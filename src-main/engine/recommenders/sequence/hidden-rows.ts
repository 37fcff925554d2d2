import * as tf from '@tensorflow/tfjs-core';
import { compile, type Program } from '../../compile/program.ts';
import { traceGraph } from '../../compile/lower/trace-graph.ts';
import { compiledOr } from '../../compile/compiled-or.ts';
import type { PackedRows } from './packed-rows.ts';
import type { SequenceNet } from './train-sequences.ts';

/** What a net makes of packed places: [rows * length, width], row-major, for items as they lie there. */
export type HiddenRows = (packed: PackedRows, items: Int32Array) => Float32Array;

/** By tfjs, operation by operation. */
export function eagerHidden(net: SequenceNet, weights: Float32Array): HiddenRows {
  return ({ rows, length, segments, positions }, items) => {
    const hidden = tf.tidy(() => {
      const [ids, parts, places] = [items, segments, positions].map((values) =>
        tf.tensor2d(values, [rows, length], 'int32'),
      );
      const given = { items: ids!, segments: parts!, positions: places! };
      return net.hidden(tf.tensor1d(weights), given, (x) => x).hidden;
    });
    const values = hidden.dataSync<'float32'>();
    hidden.dispose();
    return Float32Array.from(values);
  };
}

/** Programs kept at once, each for a number of rows and places; the one not used for longest goes first. */
const mostKept = 4;

/** As WebAssembly made of the traced net, or by tfjs where an operation of it, which `noting` hears of, has no compiled form. */
export function compiledHidden(
  net: SequenceNet,
  weights: Float32Array,
  noting: (operation: string) => void,
): HiddenRows {
  const kept = new Map<string, Program>();
  const eager = eagerHidden(net, weights);
  const programFor = (rows: number, length: number): Program => {
    const key = `${rows} ${length}`;
    const program = kept.get(key) ?? programOf(net, weights, rows, length);
    kept.delete(key);
    kept.set(key, program);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return program;
  };
  const compiled: HiddenRows = (packed, items) => {
    const [rows, length] = [roomFor(packed.rows), roomFor(packed.length)];
    const { wholeInputs, run, outputs } = programFor(rows, length);
    // Rows and places that only fill up belong to no sequence.
    [items, packed.segments, packed.positions].forEach((values, at) => {
      const into = wholeInputs[at + 1]!.fill(0);
      for (let row = 0; row < packed.rows; row++)
        into.set(values.subarray(row * packed.length, (row + 1) * packed.length), row * length);
    });
    run();
    const out = new Float32Array(packed.rows * packed.length * net.width);
    const whole = packed.length * net.width;
    for (let row = 0; row < packed.rows; row++) {
      const from = row * length * net.width;
      out.set(outputs[0]!.subarray(from, from + whole), row * whole);
    }
    return out;
  };
  return (packed, items) =>
    compiledOr(
      () => compiled(packed, items),
      () => eager(packed, items),
      noting,
    );
}

/** The next number of a few steps between powers of two: histories of any size then share some programs. */
function roomFor(size: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(size)) - 2);
  return Math.ceil(size / step) * step;
}

function programOf(net: SequenceNet, weights: Float32Array, rows: number, length: number): Program {
  const shape = [rows, length];
  const places = { shape, dtype: 'int32' } as const;
  const inputs = [{ shape: [weights.length], dtype: 'float32' } as const, places, places, places];
  const graph = traceGraph(inputs, (given) => {
    const [flat, items, segments, positions] = given as [
      ...[tf.Tensor1D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D],
    ];
    return [net.hidden(flat, { items, segments, positions }, (x) => x).hidden];
  });
  const program = compile(graph, 0);
  program.inputs[0]?.set(weights);
  return program;
}
