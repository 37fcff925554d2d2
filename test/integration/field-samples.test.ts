import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { data } from '#shared/model/cells/data.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features } from '#shared/model/cells/features.ts';
import { notebook } from '#shared/notebook/notebook.ts';
import { readNotebook } from '../../src-main/backend/export/notebook-file.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = fileURLToPath(new URL('../../samples/', import.meta.url));
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(() => backend.close());

const read = (name: string) => readNotebook(readFileSync(`${folder}${name}`, 'utf8'));
const names = [
  'marketing',
  'credit-risk',
  'medical-services',
  'education',
  'social-media',
  'travel',
];
const texts = ({ cells }: ReturnType<typeof read>): string =>
  cells.map(({ settings }) => settings['text'] ?? '').join('\n');
/** What a notebook does, without the words it is told in. */
const deeds = ({ cells }: ReturnType<typeof read>) =>
  cells.map(({ id, kind, inputs, settings }) => [
    id,
    kind,
    inputs,
    kind === 'note' ? null : settings,
  ]);

describe('the notebooks of other fields of work', () => {
  it.each([...names, 'retail-stock'])('do the same in both languages: %s', (name) => {
    expect(notebook.safeParse(read(`${name}.json`)).success).toBe(true);
    expect(deeds(read(`${name}.zh-CN.json`))).toEqual(deeds(read(`${name}.json`)));
  });

  it.each(names)(
    'run to a decision, near what can be known, and tell figures that are so: %s',
    async (name) => {
      const document = read(`${name}.json`);
      const { results } = await backend.run(document);
      const made = features.output.parse(results.get('features')?.output);
      const [decided, tested] = ['validation', 'test'].map((id) =>
        evaluate.output.parse(results.get(id)?.output),
      );
      // The share told in the text, and the threshold of the costs.
      const [negative, positive] = made.classCounts.map(
        (one) => one.train + one.validation + one.test,
      );
      const share = Math.round((100 * positive!) / (positive! + negative!));
      const { falsePositive, falseNegative } = decided!.costs;
      const threshold = (falsePositive / (falsePositive + falseNegative)).toFixed(2);
      expect(decided!.threshold).toBe(Number(threshold));
      for (const file of [`${name}.json`, `${name}.zh-CN.json`]) {
        expect(texts(read(file))).toContain(`**${share}%**`);
        expect(texts(read(file))).toContain(`**${threshold}**`);
      }
      expect(tested).toMatchObject({ part: 'test', threshold: decided!.threshold });
      const best = data.output.parse(results.get('rows')?.output).bestAchievable!;
      const auc = tested!.model.classification!.rocAuc.value!;
      expect(auc).toBeGreaterThan(best.auc - 0.05);
      // No sample can be better than what is known of its chances, but by the chance of so few rows.
      expect(auc).toBeLessThan(best.auc + 0.03);
      const linear = tested!.baselines.find(({ name: own }) => own === 'majority')!;
      expect(tested!.model.classification!.logLoss.value!).toBeLessThan(
        linear.classification!.logLoss.value!,
      );
    },
  );

  it('orders stock by a forecast that beats the straight line', async () => {
    const { results } = await backend.run(read('retail-stock.json'));
    const { model, baselines } = evaluate.output.parse(results.get('test')?.output);
    const mae = (of: typeof model) => of.regression!.mae.value!;
    expect(mae(model)).toBeLessThan(mae(baselines.find(({ name }) => name === 'linear')!));
    expect(mae(model)).toBeLessThan(mae(baselines.find(({ name }) => name === 'mean')!) / 2);
  });
});
