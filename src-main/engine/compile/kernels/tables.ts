import { given, numbers, type Lowering } from '../lower/lowering.ts';
import { NoLowering } from '../lower/no-lowering.ts';
import { sourceOf } from '../run/schedule.ts';
import { sizeOf, type Value } from '../lower/value.ts';

/** tfjs's kernels that take rows out of tables and put them in. */
export const tables: Record<string, Lowering> = {
  GatherV2: (graph, [x, indices], { axis, batchDims }) => {
    const [table, ids] = [given(x), wholeNumbers(indices, 'GatherV2')];
    if (Number(axis ?? 0) !== 0 || Number(batchDims ?? 0) !== 0) throw new NoLowering('GatherV2');
    const [rows = 1, ...row] = table.shape;
    const shape = [...ids.shape, ...row];
    const { source } = sourceOf(table);
    const flat = sourceOf(ids).source;
    // Rows that were added up by the numbers they are asked for by: no table is needed for that.
    if (
      source.operation.kind === 'scatterAdd' &&
      sizeOf(source.shape) === sizeOf(table.shape) &&
      source.inputs[0] &&
      sourceOf(source.inputs[0]).source === flat &&
      sizeOf(flat.shape) === sizeOf(ids.shape)
    ) {
      const [numbered, updates] = source.inputs;
      const places = graph.make({ kind: 'places', rows }, [numbered], [rows], 'i32');
      const inputs = [given(updates), numbered, places];
      return graph.make({ kind: 'sumAlike', width: sizeOf(row) }, inputs, shape);
    }
    const width = sizeOf(row);
    if (table.type === 'u8' && width !== 1) throw new NoLowering('GatherV2 of bytes');
    const type = table.type === 'u8' ? 'f32' : table.type;
    return graph.make({ kind: 'gather', rows, width }, [table, ids], shape, type);
  },
  ScatterNd: (graph, [indices, updates], { shape }) => {
    const ids = wholeNumbers(indices, 'ScatterNd');
    const [rows = 1, ...row] = numbers(shape);
    if (ids.shape.at(-1) !== 1 || given(updates).type !== 'f32') throw new NoLowering('ScatterNd');
    const operation = { kind: 'scatterAdd', rows, width: sizeOf(row) } as const;
    return graph.make(operation, [ids, given(updates)], numbers(shape));
  },
  TensorScatterUpdate: (graph, [tensor, indices, updates]) => {
    const [table, ids] = [given(tensor), wholeNumbers(indices, 'TensorScatterUpdate')];
    const [rows = 1, ...row] = table.shape;
    if (ids.shape.at(-1) !== 1) throw new NoLowering('TensorScatterUpdate');
    const operation = { kind: 'putRows', rows, width: sizeOf(row) } as const;
    return graph.make(operation, [table, ids, given(updates)], table.shape, table.type);
  },
};

function wholeNumbers(value: Value | undefined, operation: string): Value {
  if (value?.type !== 'i32') throw new NoLowering(`${operation} by numbers that are not whole`);
  return value;
}
