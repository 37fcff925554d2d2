import { writeFileSync } from 'node:fs';
import { namedRow } from '../../../../shared/export/named-row.ts';
import { createRandom } from '../../../../shared/random/index.ts';
import { cell, eventCells, notebookOf } from '../../../support/cells.ts';
import { temporaryFolder } from '../../../support/folder.ts';
import { temporaryBackend } from '../../../support/run-notebook.ts';
import { readModel, type Exported } from '../exported.ts';
import { measured, served, started, stopped, type Served } from '../served.ts';

/** As many items as Online Retail has, and histories of up to fifty of them. */
const [users, items, longest] = [500, 3600, 50];
const order = { epochs: 1, maxLength: longest, factors: 64 };
const algorithms = {
  sasrec: { type: 'sasrec', heads: 1, blocks: 2, ...order },
  gru4rec: { type: 'gru4rec', layers: 1, ...order },
};

/** What servers of sequence models take under load, beside that of a network in the same run: weights of 3,600 items at 64 factors. */
export async function measureSequences(
  exported: Exported,
  { requests }: { requests: number },
): Promise<Record<string, Served>> {
  const folder = temporaryFolder();
  const backend = await temporaryBackend();
  try {
    const { lines, bodies } = histories();
    writeFileSync(folder.file('events.csv'), lines.join('\n'));
    const cells = Object.entries(algorithms).map(([name, algorithm]) =>
      cell(name, 'recommend', { algorithm }, { interactions: ['who'] }),
    );
    const log = eventCells(folder.file('events.csv'), { time: 'time', split: { kind: 'last' } });
    const { id } = await backend.run(notebookOf(...log, ...cells));
    const figures: Record<string, Served> = { network: await ofNetwork(exported, requests) };
    for (const name of Object.keys(algorithms)) {
      const to = folder.file(name);
      const request = { notebook: id, cell: name, target: 'server', to };
      for await (const _ of await backend.client.exports.write(request));
      const running = await started([`${to}/portrait-serve.mjs`, 'serve', to, '--port', '0']);
      figures[name] = await measured(running, bodies, requests, Infinity, '/v1/recommend');
      await stopped(running.child);
    }
    return figures;
  } finally {
    await backend.close();
    folder.remove();
  }
}

async function ofNetwork(exported: Exported, requests: number): Promise<Served> {
  const { model, rows } = readModel(exported);
  const running = await served(exported);
  const bodies = rows.map((row) => JSON.stringify({ rows: [namedRow(model, row)] }));
  const figures = await measured(running, bodies, requests);
  await stopped(running.child);
  return figures;
}

function histories(): { lines: string[]; bodies: string[] } {
  const random = createRandom(5);
  const lines = ['user,item,time'];
  const bodies: string[] = [];
  for (let user = 0; user < users; user++) {
    const length = 5 + random.below(longest - 5);
    const from = random.below(items);
    const own = Array.from({ length }, (_, at) => `i${(from + at * 7) % items}`);
    own.forEach((item, at) => lines.push(`u${user},${item},${1_700_000_000 + at * 86_400}`));
    bodies.push(JSON.stringify({ history: own, k: 10 }));
  }
  return { lines, bodies };
}
