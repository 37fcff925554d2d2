import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../../runtime/with-gradient.ts';

/**
 * A GRU along the places of packed rows (Cho et al. 2014, the reset gate after the product as in cuDNN and PyTorch), the
 * state beginning anew with each sequence. `inputs` [rows * length, 3 width] are what the gates get from the input, in the
 * order reset, update, candidate; `kernel` [width, 3 width] and `bias` [3 width] what they get from the state; the states after
 * each place are [rows * length, width]. Its gradient goes back through time by hand: a few small operations a place.
 */
export function gatedRecurrence(
  inputs: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  segments: tf.Tensor2D,
): tf.Tensor2D {
  const [rows, length] = segments.shape;
  const width = kernel.shape[0];
  const goesOn = continued(segments);
  const states = withGradient((given, u, b) => {
    const all = timeMajor(given, rows, length);
    let state: tf.Tensor = tf.zeros([rows, width]);
    const kept: tf.Tensor[] = [];
    const states: tf.Tensor[] = [];
    for (let at = 0; at < length; at++) {
      const before = tf.mul(state, goesOn[at]!);
      const own = tf.add(tf.matMul(before as tf.Tensor2D, u as tf.Tensor2D), b);
      const [resetOwn, updateOwn, newOwn] = thirds(own);
      const [resetGiven, updateGiven, newGiven] = thirds(all[at]!);
      const reset = tf.sigmoid(tf.add(resetOwn, resetGiven));
      const update = tf.sigmoid(tf.add(updateOwn, updateGiven));
      const fresh = tf.tanh(tf.add(newGiven, tf.mul(reset, newOwn)));
      state = tf.add(fresh, tf.mul(update, tf.sub(before, fresh)));
      states.push(state);
      kept.push(before, reset, update, fresh, newOwn);
    }
    return {
      value: rowMajor(states, rows, length),
      saved: [...kept, ...goesOn, u],
      gradient: (dy, saved) => {
        const down = timeMajor(dy, rows, length);
        const ofGiven: tf.Tensor[] = new Array<tf.Tensor>(length);
        const ofOwn: tf.Tensor[] = new Array<tf.Tensor>(length);
        const transposed = saved.at(-1) as tf.Tensor2D;
        let carried: tf.Tensor = tf.zeros([rows, width]);
        for (let at = length - 1; at >= 0; at--) {
          const [before, reset, update, fresh, newOwn] = saved.slice(5 * at, 5 * at + 5) as [
            ...[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
          ];
          const d = tf.add(down[at]!, carried);
          const ofFresh = tf.mul(tf.mul(d, tf.sub(1, update)), tf.sub(1, tf.square(fresh)));
          const ofUpdate = tf.mul(tf.mul(d, tf.sub(before, fresh)), slope(update));
          const ofReset = tf.mul(tf.mul(ofFresh, newOwn), slope(reset));
          ofGiven[at] = tf.concat([ofReset, ofUpdate, ofFresh], 1);
          ofOwn[at] = tf.concat([ofReset, ofUpdate, tf.mul(ofFresh, reset)], 1);
          const back = tf.matMul(ofOwn[at] as tf.Tensor2D, transposed, false, true);
          carried = tf.mul(tf.add(tf.mul(d, update), back), saved[5 * length + at]!);
        }
        const befores = tf.concat(Array.from({ length }, (_, at) => saved[5 * at]!)) as tf.Tensor2D;
        const own = tf.concat(ofOwn) as tf.Tensor2D;
        return [
          rowMajor(ofGiven, rows, length),
          tf.matMul(befores, own, true, false),
          tf.sum(own, 0),
        ];
      },
    };
  });
  return states(inputs, kernel, bias) as tf.Tensor2D;
}

/** For each place [rows, 1]: 1 where the place before belongs to the same sequence, else 0. */
function continued(segments: tf.Tensor2D): tf.Tensor[] {
  const [rows, length] = segments.shape;
  const none = tf.zeros([rows, 1]);
  if (length === 1) return [none];
  const [earlier, later] = [0, 1].map((from) =>
    tf.slice2d(segments, [0, from], [rows, length - 1]),
  );
  const same = tf.cast(tf.equal(earlier!, later!), 'float32');
  return [none, ...tf.split(same, length - 1, 1)];
}

function slope(gate: tf.Tensor): tf.Tensor {
  return tf.mul(gate, tf.sub(1, gate));
}

function thirds(values: tf.Tensor): [tf.Tensor, tf.Tensor, tf.Tensor] {
  return tf.split(values, 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
}

/** [rows * length, columns] as one [rows, columns] a place. */
function timeMajor(values: tf.Tensor, rows: number, length: number): tf.Tensor[] {
  const columns = values.shape[1]!;
  const turned = tf.transpose(tf.reshape(values, [rows, length, columns]), [1, 0, 2]);
  return tf.split(tf.reshape(turned, [length * rows, columns]), length);
}

function rowMajor(places: readonly tf.Tensor[], rows: number, length: number): tf.Tensor {
  const columns = places[0]!.shape[1]!;
  const stacked = tf.reshape(tf.concat([...places]), [length, rows, columns]);
  return tf.reshape(tf.transpose(stacked, [1, 0, 2]), [rows * length, columns]);
}
