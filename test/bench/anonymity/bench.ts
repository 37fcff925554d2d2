import { parseArgs } from 'node:util';
import { anonymity } from '#shared/model/cells/anonymity.ts';
import { createRandom } from '#shared/random/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { classReport } from '../../../src-main/backend/anonymity/class-report.ts';
import { codedColumns } from '../../../src-main/backend/anonymity/coded-columns.ts';
import { makeAnonymous } from '../../../src-main/backend/anonymity/index.ts';
import { combineAll } from '../../../src-main/backend/anonymity/partition.ts';
import { createPacer } from '../../../src-main/backend/lib/index.ts';
import { storeTable, temporaryWorkspace } from '../../support/workspace.ts';

/**
 * `npm run bench -- anonymity [--rows N]`: seconds to read and count a table of five quasi-identifiers and a sensitive
 * number (k, l, t), and to make it 5-anonymous; beside them, SQLite's own GROUP BY over the same columns.
 */
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
const random = createRandom(7);
const educations = ['none', 'school', 'college', 'bachelor', 'master', 'doctor', 'other', 'trade'];
const person = (): CellValue[] => {
  const age = 18 + Math.floor(31 * (random.next() + random.next()));
  return [
    ...[
      age,
      random.next() < 0.5 ? 'f' : 'm',
      String(10000 + Math.floor(1000 * random.next() ** 2)),
    ],
    ...[educations[random.below(8)]!, 1 + Math.floor(5 * random.next() ** 2)],
    Math.round(20_000 + 80_000 * random.next() ** 2 + 300 * age),
  ];
};
const { workspace, remove } = temporaryWorkspace();
const table = storeTable(
  workspace,
  {
    age: 'integer',
    gender: 'category',
    zip: 'text',
    education: 'category',
    household: 'integer',
    income: 'integer',
  },
  Array.from({ length: rows }, person),
);
const busy = (): number => process.cpuUsage().user / 1000;
let [slowest, resumed] = [0, busy()];
const pacer = createPacer();
const pace = async (): Promise<void> => {
  slowest = Math.max(slowest, busy() - resumed);
  await pacer();
  resumed = busy();
};

await timed('SQLite GROUP BY of the five columns', async () => {
  const name = workspace.tables.physicalName(table.id);
  const sql = `SELECT min(n) AS k, count(*) AS classes FROM (SELECT count(*) AS n FROM ${name} GROUP BY c0, c1, c2, c3, c4)`;
  return JSON.stringify(workspace.db.prepare(sql).get());
});
let columns: Awaited<ReturnType<typeof codedColumns>> = [];
await timed('read', async () => {
  resumed = busy();
  columns = await codedColumns(workspace.tables, table, [0, 1, 2, 3, 4, 5], {
    pace,
    progress: () => undefined,
  });
  return `${columns.length} columns of ${rows} rows`;
});
await timed('k, l and t', async () => {
  resumed = busy();
  const classes = await combineAll(
    columns.slice(0, 5).map(({ part }) => part),
    rows,
    pace,
  );
  const { k, classes: count, sensitive } = await classReport(classes, columns.slice(5), 5, pace);
  const [income] = sensitive;
  return `k ${k}, ${count} classes, l ${income?.distinct}, t ${income?.closeness.toFixed(4)}`;
});
await timed('all: read, count, search, make, count again', async () => {
  resumed = busy();
  const output = await makeAnonymous({
    ...{ table, tables: workspace.tables, pace, clock: () => performance.now() },
    settings: anonymity.settings.parse({}),
    progress: () => undefined,
  });
  return `k ${output.after.k}, ${output.leftOut} rows left out, ${(100 * output.kept).toFixed(1)}% kept, ${output.complete ? 'all' : 'some'} ways weighed: ${output.quasi.map(({ column, levels, chosen }) => `${column} ${JSON.stringify(levels[chosen]?.level)}`).join(', ')}`;
});
console.log(`longest without a pause: ${slowest.toFixed(0)} ms of processor time`);
remove();

async function timed(name: string, work: () => Promise<string>): Promise<void> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const said = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = ((performance.now() - wall) / 1000).toFixed(2);
  console.log(`${name}: ${seconds} s, processor ${((user + system) / 1e6).toFixed(2)} s; ${said}`);
}
