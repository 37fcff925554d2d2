import { pathToFileURL } from 'node:url';
import { namedRow } from '../../../../shared/export/named-row.ts';
import { readModel, type Exported } from '../exported.ts';

const turns = 40_000;

/** Milliseconds of one row of named values in the ES module, median and 99th percentile. */
export async function measureOneRow(exported: Exported): Promise<{ p50Ms: number; p99Ms: number }> {
  const { model, rows } = readModel(exported);
  const url = pathToFileURL(`${exported.folder('es_module')}/model.mjs`).href;
  const { predict } = (await import(url)) as { predict(row: object): unknown };
  const named = rows.map((row) => namedRow(model, row));
  for (let turn = 0; turn < turns; turn++) predict(named[turn % named.length] ?? {});
  const times = Float64Array.from({ length: turns }, (__, turn) => {
    const from = performance.now();
    predict(named[turn % named.length] ?? {});
    return performance.now() - from;
  }).sort();
  return { p50Ms: times[turns / 2] ?? NaN, p99Ms: times[Math.floor(turns * 0.99)] ?? NaN };
}
