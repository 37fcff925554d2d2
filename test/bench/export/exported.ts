import { createRouterClient } from '@orpc/server';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { notebook as notebookSchema } from '../../../shared/model/notebook.ts';
import { createBackend } from '../../../src-main/backend/backend.ts';
import { nodeEngine } from '../../../src-main/hosts/node-engine.ts';
import { runCells } from '../../support/run-notebook.ts';

const sample = new URL('../../../samples/first-steps.json', import.meta.url);

export type Exported = {
  folder: (target: string) => string;
  /** Seconds each export took, and its kilobytes. */
  targets: { id: string; seconds: number; kilobytes: number; unfit: string | null }[];
};

/** Trains First steps for a few epochs and exports it everywhere it can go, into folders of its own. */
export async function exportFirstSteps(file: (name: string) => string): Promise<Exported> {
  const backend = await createBackend({
    ...{ workspacePath: file('bench.portrait'), host: 'cli', spawnEngine: nodeEngine() },
    ...{ clock: Date.now, newId: () => crypto.randomUUID(), log: (line) => console.error(line) },
    root: fileURLToPath(new URL('../../../', import.meta.url)),
  });
  const client = createRouterClient(backend.router);
  try {
    const document = notebookSchema.parse(JSON.parse(readFileSync(sample, 'utf8')));
    const cells = document.cells.map((cell) =>
      cell.id === 'train' ? { ...cell, settings: { ...cell.settings, epochs: 3 } } : cell,
    );
    const text = JSON.stringify({ ...document, cells });
    const { id } = await client.workspace.importNotebook({ text });
    await runCells(client, id);
    const view = await client.exports.targets({ notebook: id, cell: 'train' });
    const targets: Exported['targets'] = [];
    for (const { id: target, bytes, unfit } of view.targets) {
      const from = performance.now();
      if (unfit === null) {
        const request = { notebook: id, cell: 'train', target, to: file(`out-${target}`) };
        for await (const _ of await client.exports.write(request));
      }
      const seconds = (performance.now() - from) / 1000;
      targets.push({ id: target, seconds, kilobytes: bytes / 1000, unfit: unfit?.code ?? null });
    }
    return { targets, folder: (target) => file(`out-${target}`) };
  } finally {
    await backend.close();
  }
}
