import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { notebook } from '#shared/notebook/notebook.ts';
import { temporaryFolder } from '../support/folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const python = pythonWith('ray', ['ray[data,train]', 'tensorflow-cpu'], 'ray, tensorflow');
const folder = temporaryFolder();
afterAll(() => folder.remove());
const sample = new URL('../../samples/first-steps.json', import.meta.url);
const epochs = 5;
const seeds = [1, 2, 3, 4, 5];

/** First steps with another seed, as far as its test part. */
function firstSteps(seed: number) {
  const document = notebook.parse(JSON.parse(readFileSync(sample, 'utf8')));
  const cells = document.cells
    .filter(({ kind }) => kind !== 'note')
    .map((cell) =>
      cell.id === 'train' ? { ...cell, settings: { ...cell.settings, epochs } } : cell,
    );
  return { ...document, seed, cells };
}

describe('Training on a Ray cluster of two worker processes', () => {
  it('comes to an AUC within the spread of five seeds of ours on First steps', async (context) => {
    if (typeof python === 'string') return context.skip(python);
    const backend = await temporaryBackend();
    try {
      const ours: number[] = [];
      const to = folder.file('ray');
      for (const seed of seeds) {
        const { id, results } = await backend.run(firstSteps(seed));
        const output = evaluate.output.parse(results.get('test')?.output);
        ours.push(output.model.classification?.rocAuc.value ?? NaN);
        if (seed !== seeds[0]) continue;
        const request = { notebook: id, cell: 'train', target: 'ray', to };
        for await (const _ of await backend.client.exports.write(request));
      }
      const args = ['train_ray.py', '--workers', '2', '--out', folder.file('again.json')];
      const printed = runPython(python, args, to);
      process.stdout.write(`${printed.slice(-2000)}\nours: ${ours.join(' ')}\n`);
      expect(printed).toContain('workers 2');
      const theirs = Number(/test rows 4000 AUC ([\d.]+)/.exec(printed)?.[1]);
      // Five draws: three deviations each side hold one more of the same kind nearly always.
      const mean = ours.reduce((sum, value) => sum + value, 0) / ours.length;
      const deviation = Math.sqrt(
        ours.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (ours.length - 1),
      );
      expect(Math.abs(theirs - mean)).toBeLessThanOrEqual(3 * deviation);
      expect(runPython(python, ['verify.py'], to)).toContain('64 rows agree');
    } finally {
      await backend.close();
    }
  });
});
