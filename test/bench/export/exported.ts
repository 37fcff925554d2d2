import { createRouterClient } from '@orpc/server';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportedModel, type ExportedModel } from '../../../shared/export/exported-model.ts';
import { notebook as notebookSchema } from '../../../shared/notebook/notebook.ts';
import { createBackend } from '../../../src-main/backend/backend.ts';
import { nodeEngine } from '../../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { runCells } from '../../support/run-notebook.ts';

const sample = new URL('../../../samples/first-steps.json', import.meta.url);

/** Where each target was written. */
export type Exported = { folder: (target: string) => string };

/** Seconds an export took, its kilobytes in a folder, rows apart, and those of the archive that the window hands over. */
type Written = {
  id: string;
  seconds: number;
  kilobytes: number;
  rowKilobytes: number;
  archived: number;
  unfit: string | null;
};

/** Trains First steps for a few epochs and exports it everywhere it can go, into `out-TARGET` of a folder. */
export async function exportFirstSteps(base: string): Promise<{ targets: Written[] }> {
  const workspace = temporaryFolder();
  const backend = await createBackend({
    ...{ workspacePath: workspace.file('bench.portrait'), host: 'cli', spawnEngine: nodeEngine() },
    ...{ clock: Date.now, newId: () => crypto.randomUUID(), log: (line) => console.error(line) },
    root: fileURLToPath(new URL('../../../', import.meta.url)),
  });
  const client = createRouterClient(backend.router);
  try {
    const document = notebookSchema.parse(JSON.parse(readFileSync(sample, 'utf8')));
    const used = ['train', ...neededBy(document.cells, 'train')];
    const cells = document.cells
      .filter(({ id }) => used.includes(id))
      .map((cell) =>
        cell.id === 'train' ? { ...cell, settings: { ...cell.settings, epochs: 3 } } : cell,
      );
    const text = JSON.stringify({ ...document, cells });
    const { id } = await client.workspace.importNotebook({ text });
    await runCells(client, id);
    const view = await client.exports.targets({ notebook: id, cell: 'train' });
    const targets: Written[] = [];
    for (const { id: target, unfit } of view.targets) {
      const to = join(base, `out-${target}`);
      rmSync(to, { recursive: true, force: true });
      const from = performance.now();
      const request = { notebook: id, cell: 'train', target };
      if (unfit === null) for await (const _ of await client.exports.write({ ...request, to }));
      const seconds = (performance.now() - from) / 1000;
      let archived = 0;
      if (unfit === null) {
        for await (const event of await client.exports.write({ ...request, to: null }))
          if (event.type === 'done') archived = ((event.archive?.base64.length ?? 0) * 3) / 4000;
      }
      targets.push({
        ...{ id: target, seconds, ...kilobytesOf(to), archived },
        unfit: unfit?.code ?? null,
      });
    }
    return { targets };
  } finally {
    await backend.close();
    workspace.remove();
  }
}

/** What lies in a folder: rows that go along, and everything else. */
function kilobytesOf(folder: string): { kilobytes: number; rowKilobytes: number } {
  const weights = { kilobytes: 0, rowKilobytes: 0 };
  if (!existsSync(folder)) return weights;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { size } = statSync(join(entry.parentPath, entry.name));
    weights[entry.name.endsWith('.parquet') ? 'rowKilobytes' : 'kilobytes'] += size / 1000;
  }
  return weights;
}

/** Cells that a cell is made from, near and far. */
function neededBy(
  cells: readonly { id: string; inputs: Record<string, string[]> }[],
  id: string,
): string[] {
  const direct = Object.values(cells.find((cell) => cell.id === id)?.inputs ?? {}).flat();
  return [...direct, ...direct.flatMap((input) => neededBy(cells, input))];
}

/** The exported model itself, as the server reads it, and rows of the test part. */
export function readModel({ folder }: Exported): {
  model: ExportedModel;
  rows: ExportedModel['golden'][number]['row'][];
} {
  const { sha256: _, ...content } = JSON.parse(
    readFileSync(join(folder('server'), 'model.json'), 'utf8'),
  ) as Record<string, unknown>;
  const model = exportedModel.parse(content);
  return { model, rows: model.golden.filter(({ why }) => why === 'test').map(({ row }) => row) };
}
