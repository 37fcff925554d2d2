import type { NativeBackend, NativeBinding, OpAttr, TensorMetadata } from '../runtime/runtime.ts';
import type { Blocks } from './blocks.ts';

/** TensorFlow's number for float64, which tfjs has no name for: only its own operations are used on such tensors. */
const float64 = 2;

type Block = { id: number; rows: number; columns: number };
type Constants = NativeBinding & { readonly TF_ATTR_BOOL: number };

/** On TensorFlow's own kernels in float32 or float64: products use every core. What is factorised is so in float64. */
export function nativeBlocks(
  backend: NativeBackend,
  precision: 'float32' | 'float64',
): Blocks<Block> {
  // The addon's constants are plain numbers on the binding, outside its declared interface.
  const binding = backend.binding as Constants;
  const float32 = binding.TF_FLOAT;
  const kept = precision === 'float64' ? float64 : float32;
  const live = new Set<number>();
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean) => ({ name, type: binding.TF_ATTR_BOOL, value });

  const run = (op: string, attrs: OpAttr[], ids: number[]) => {
    const [made] = binding.executeOp(op, attrs, ids, 1);
    if (!made) throw new Error(`${op} returned nothing`);
    return made;
  };
  const keep = ({ id, shape: [rows = 0, columns = 0] }: TensorMetadata): Block => {
    live.add(id);
    return { id, rows, columns };
  };
  const block = (op: string, ids: number[], ...attrs: OpAttr[]): Block =>
    keep(run(op, [type('T', kept), ...attrs], ids));
  /** Gives tensors that are not blocks to `use`, and gives them back. */
  const lent = <T>(ids: number[], use: (...ids: number[]) => T): T => {
    try {
      return use(...ids);
    } finally {
      for (const id of ids) binding.deleteTensor(id);
    }
  };
  const cast = (id: number, from: number, to: number): TensorMetadata =>
    run('Cast', [type('SrcT', from), type('DstT', to), flag('Truncate', false)], [id]);
  const floats = (values: Float32Array, rows: number, columns: number): Block =>
    lent([binding.createTensor([rows, columns], float32, values)], (id) =>
      keep(cast(id, float32, kept)),
    );
  const integers = (...values: number[]): number =>
    binding.createTensor([values.length], binding.TF_INT32, Int32Array.from(values));
  const free = (...matrices: Block[]): void => {
    for (const { id } of matrices) if (live.delete(id)) binding.deleteTensor(id);
  };

  const double = (id: number): number => cast(id, float32, float64).id;
  const solve = [type('T', float64), flag('lower', true), flag('adjoint', false)];

  return {
    slice: precision === 'float64' ? 2.5e8 : 5e8,
    shape: ({ rows, columns }) => [rows, columns],
    // What float32 leaves of a value is its second part: 48 bits in all.
    from: (values, rows, columns) => {
      const high = new Float32Array(values);
      const whole = floats(high, rows, columns);
      // Counts, for one, are whole in float32.
      if (kept === float32 || values.every((value, i) => value === high[i])) return whole;
      for (let i = 0; i < values.length; i++) high[i] = values[i]! - high[i]!;
      const rest = floats(high, rows, columns);
      const sum = block('AddV2', [whole.id, rest.id]);
      free(whole, rest);
      return sum;
    },
    part: ({ id }, row, column, rows, columns) =>
      lent([integers(row, column), integers(rows, columns)], (begin, size) =>
        block('Slice', [id, begin, size], type('Index', binding.TF_INT32)),
      ),
    multiply: (a, b, { a: first = false, b: second = false }) =>
      block('MatMul', [a.id, b.id], flag('transpose_a', first), flag('transpose_b', second)),
    add: (a, b) => block('AddV2', [a.id, b.id]),
    subtract: (a, b) => block('Sub', [a.id, b.id]),
    negate: ({ id }) => block('Neg', [id]),
    join: (parts, axis) =>
      lent([binding.createTensor([], binding.TF_INT32, Int32Array.of(axis))], (at) =>
        keep(
          run(
            'ConcatV2',
            [
              { name: 'N', type: binding.TF_ATTR_INT, value: parts.length },
              ...[type('T', kept), type('Tidx', binding.TF_INT32)],
            ],
            [...parts.map(({ id }) => id), at],
          ),
        ),
      ),
    inverseFactor: ({ id, rows }) => {
      const diagonal = new Float32Array(rows * rows);
      for (let i = 0; i < rows; i++) diagonal[i * rows + i] = 1;
      const shape = [rows, rows];
      return lent(
        [cast(id, kept, float64).id, binding.createTensor(shape, float32, diagonal)],
        (matrix, ones) =>
          lent([run('Cholesky', [type('T', float64)], [matrix]).id, double(ones)], (l, eye) =>
            lent([run('MatrixTriangularSolve', solve, [l, eye]).id], (inverse) =>
              keep(cast(inverse, float64, kept)),
            ),
          ),
      );
    },
    read: ({ id }) =>
      lent([cast(id, kept, float32).id], (rounded) =>
        Float32Array.from(binding.tensorDataSync(rounded)),
      ),
    free,
    freeAll: () => {
      for (const id of live) binding.deleteTensor(id);
      live.clear();
    },
  };
}
