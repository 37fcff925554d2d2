import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import EpochTable from '../../../src-renderer/cells/train/EpochTable.svelte';

const epoch = (number: number, auc: number) => ({
  epoch: number,
  step: number * 10,
  train: { loss: 0.5, accuracy: 0.7 },
  validation: { loss: 0.6, accuracy: 0.68, auc },
  learningRate: 0.001,
  seconds: 0.2,
});

it('has a column for a metric that only the validation part has', async () => {
  await render(EpochTable, { epochs: [epoch(1, 0.71), epoch(2, 0.76)], best: 2 });
  const heads = page.getByRole('columnheader').elements();
  expect(heads.map((head) => head.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
    'Epoch',
    ...['LossTraining', 'LossValidation', 'ROC AUCValidation'],
    ...['AccuracyTraining', 'AccuracyValidation', 'Learning rate', 'Time'],
  ]);
  expect(page.getByRole('row').nth(2).element().textContent).toMatch(/2\sbest\s*0\.5.*0\.76/);
});
