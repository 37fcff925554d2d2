import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend, OpAttr } from '../runtime/runtime.ts';
import type { Stream } from '#shared/random/philox.ts';

const [uint8, uint16, uint64] = [4, 17, 23];
/** TensorFlow's number for the Philox generator. */
const philox = 1;

/** A stream whose step is a tensor, so that capture follows it. */
export type GraphStream = Omit<Stream, 'step'> & { step: tf.Tensor };

/** `count` numbers in [0, 1) drawn by TensorFlow itself, equal to `uniformFloats` of the same stream. */
export function graphUniform(
  native: NativeBackend,
  stream: GraphStream,
  count: number,
): tf.Tensor1D {
  return tf.tidy(() => {
    // The low 23 bits: TensorFlow's own kernel and XLA's each make numbers of other bits.
    const bits = integerOp(native, 'BitwiseAnd', graphWords(native, stream, count), 0x7fffff);
    return tf.mul(tf.cast(bits, 'float32'), 1 / 0x800000);
  });
}

/** Asks which of the `count` draws from number `first` on are at least `threshold`: 1 or 0 for each. */
export type AtLeast = (threshold: number, first: number, count: number) => tf.Tensor1D;

/**
 * Draws of `bits` bits made by TensorFlow itself, equal to `smallIntegers` of the same stream. TensorFlow compares them as
 * the bytes they are; tfjs knows no such type, so they stay in here.
 */
export function graphDraws(
  native: NativeBackend,
  stream: GraphStream,
  total: number,
  bits: 8 | 16,
): AtLeast {
  const { TF_INT32 } = native.binding;
  const narrow = bits === 8 ? uint8 : uint16;
  const type = (name: string, value: number): OpAttr => typeAttr(native, name, value);
  const one = (op: string, attrs: OpAttr[], inputs: tf.Tensor[]): tf.Tensor => {
    const made = execute(native, op, attrs, native.getInputTensorIds(inputs));
    // Called whole numbers where tfjs has no name for the type; no operation of tfjs's gets to see them.
    return native.createOutputTensor(made.dtype === narrow ? { ...made, dtype: TF_INT32 } : made);
  };
  const words = graphWords(native, stream, Math.ceil((total * bits) / 32));
  const parts = one('Bitcast', [type('T', TF_INT32), type('type', narrow)], [words]);
  const shape = tf.tensor1d([words.size * (32 / bits)], 'int32');
  const draws = one('Reshape', [type('T', narrow), type('Tshape', TF_INT32)], [parts, shape]);
  return (threshold, first, count) =>
    tf.tidy(() => {
      const asked =
        count === draws.size
          ? draws
          : one(
              'Slice',
              [type('T', narrow), type('Index', TF_INT32)],
              [draws, tf.tensor1d([first], 'int32'), tf.tensor1d([count], 'int32')],
            );
      const least = one(
        'Cast',
        [type('SrcT', TF_INT32), type('DstT', narrow)],
        [tf.scalar(threshold, 'int32')],
      );
      const reached = one('GreaterEqual', [type('T', narrow)], [asked, least]);
      return tf.reshape(tf.cast(reached, 'float32'), [count]);
    });
}

/** Random 32-bit words as int32, four to a block of the stream. */
function graphWords(native: NativeBackend, stream: GraphStream, count: number): tf.Tensor1D {
  return tf.tidy(() => {
    const temporary: number[] = [];
    const run = (op: string, attrs: OpAttr[], ids: number[]): number => {
      const id = execute(native, op, attrs, ids).id;
      temporary.push(id);
      return id;
    };
    const { TF_INT32 } = native.binding;
    const type = (name: string, value: number): OpAttr => typeAttr(native, name, value);
    const widen = (x: tf.Tensor): number =>
      run('Cast', [type('SrcT', TF_INT32), type('DstT', uint64)], native.getInputTensorIds([x]));
    // Counter words [0, 0, step, purpose]: as two little-endian 64-bit numbers, 0 and step + purpose 2^32.
    const key = widen(tf.tensor1d([stream.seed | 0], 'int32'));
    const step = widen(tf.mul(stream.step, tf.tensor1d([0, 1], 'int32')));
    let counter = step;
    if (stream.purpose !== 0) {
      const purpose = widen(tf.tensor1d([0, stream.purpose], 'int32'));
      const base = widen(tf.tensor1d([0, 65536], 'int32'));
      const once = run('Mul', [type('T', uint64)], [purpose, base]);
      const high = run('Mul', [type('T', uint64)], [once, base]);
      counter = run('AddV2', [type('T', uint64)], [step, high]);
    }
    const [shape = -1, algorithm = -1] = native.getInputTensorIds([
      tf.tensor1d([count], 'int32'),
      tf.scalar(philox, 'int32'),
    ]);
    const words = execute(
      native,
      'StatelessRandomUniformFullIntV2',
      [type('dtype', TF_INT32), type('Tshape', TF_INT32)],
      [shape, key, counter, algorithm],
    );
    for (const id of temporary) native.binding.deleteTensor(id);
    return tf.reshape(native.createOutputTensor(words), [count]);
  });
}

/**
 * `count` standard normal numbers from 192 bits of `words`, six int32: two for the key of TensorFlow's Philox generator, four for its
 * counter. By Box and Muller (1958) from 31 bits each, so tails end at 6.5; a fourth of the time of StatelessRandomNormalV2, which
 * goes number by number.
 */
export function graphNormal(native: NativeBackend, words: tf.Tensor1D, count: number): tf.Tensor1D {
  return tf.tidy(() => {
    const { TF_INT32 } = native.binding;
    const type = (name: string, value: number): OpAttr => typeAttr(native, name, value);
    const wide = (first: number, pairs: number): number => {
      const part = tf.reshape(tf.slice(words, [first], [2 * pairs]), [pairs, 2]);
      const attrs = [type('T', TF_INT32), type('type', uint64)];
      return execute(native, 'Bitcast', attrs, native.getInputTensorIds([part])).id;
    };
    const [key, counter] = [wide(0, 1), wide(2, 2)];
    const pairs = Math.ceil(count / 2);
    const [shape = -1, algorithm = -1] = native.getInputTensorIds([
      tf.tensor1d([2 * pairs], 'int32'),
      tf.scalar(philox, 'int32'),
    ]);
    const drawn = execute(
      native,
      'StatelessRandomUniformFullIntV2',
      [type('dtype', TF_INT32), type('Tshape', TF_INT32)],
      [shape, key, counter, algorithm],
    );
    for (const id of [key, counter]) native.binding.deleteTensor(id);
    const all = tf.reshape<tf.Rank.R1>(native.createOutputTensor(drawn), [2 * pairs]);
    const bits = tf.cast(integerOp(native, 'BitwiseAnd', all, 0x7fffffff), 'float32');
    // Above 0 and at most 1; small ones, which tails are made of, keep all their bits.
    const uniform = tf.mul(tf.add(tf.slice(bits, [0], [pairs]), 1), 2 ** -31);
    const radius = tf.sqrt(tf.mul(tf.log(uniform), -2));
    const angle = tf.mul(tf.slice(bits, [pairs], [pairs]), 2 * Math.PI * 2 ** -31);
    const both = tf.concat1d([tf.mul(radius, tf.cos(angle)), tf.mul(radius, tf.sin(angle))]);
    return count === 2 * pairs ? both : tf.slice(both, [0], [count]);
  });
}

/** An operation of TensorFlow's on whole numbers that tfjs lacks, or lacks with a single number beside a tensor. */
function integerOp(native: NativeBackend, op: string, x: tf.Tensor1D, value: number): tf.Tensor1D {
  const attrs = [typeAttr(native, 'T', native.binding.TF_INT32)];
  const ids = native.getInputTensorIds([x, tf.scalar(value, 'int32')]);
  return tf.reshape(native.createOutputTensor(execute(native, op, attrs, ids)), [x.size]);
}

function execute(native: NativeBackend, op: string, attrs: OpAttr[], ids: number[]) {
  const [out] = native.binding.executeOp(op, attrs, ids, 1);
  if (!out) throw new Error(`${op} gave nothing`);
  return out;
}

function typeAttr({ binding }: NativeBackend, name: string, value: number): OpAttr {
  return { name, type: binding.TF_ATTR_TYPE, value };
}
