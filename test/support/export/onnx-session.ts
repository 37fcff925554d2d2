import * as ort from 'onnxruntime-node';
import { isNumberType } from '../../../src-main/backend/export/graph/index.ts';
import type { CellValue, Column } from '../../../shared/model/table.ts';

/** Rows as an ONNX model takes them: float64 with NaN for missing numbers, text with '' for missing text, [n, 1] each. */
export function feedsOf(
  columns: readonly Column[],
  rows: readonly CellValue[][],
  names: readonly string[],
): { [name: string]: ort.Tensor } {
  const feeds: { [name: string]: ort.Tensor } = {};
  for (const name of names) {
    const at = columns.findIndex((column) => column.name === name);
    const values = rows.map((row) => row[at] ?? null);
    const value = isNumberType(columns[at]?.type ?? 'text')
      ? new ort.Tensor(
          'float64',
          Float64Array.from(values, (v) => (v === null ? NaN : Number(v))),
          [rows.length, 1],
        )
      : new ort.Tensor(
          'string',
          values.map((v) => (v === null ? '' : String(v))),
          [rows.length, 1],
        );
    // A column may be called __proto__.
    Object.defineProperty(feeds, name, { value, enumerable: true });
  }
  return feeds;
}

/** Runs a model on rows in ONNX Runtime's own engine. */
export async function runOnnx(
  bytes: Uint8Array,
  columns: readonly Column[],
  rows: readonly CellValue[][],
): Promise<Map<string, ort.Tensor>> {
  const session = await ort.InferenceSession.create(bytes);
  const results = await session.run(feedsOf(columns, rows, session.inputNames));
  await session.release();
  return new Map(Object.entries(results));
}
