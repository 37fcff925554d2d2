import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { RunView } from '../../../shared/contract/runs.ts';
import { trainSettings } from '../../../shared/model/net/train-settings.ts';
import Curves from '../../../src-renderer/cells/train/Curves.svelte';

const step = Array.from({ length: 20 }, (_, index) => index + 1);
const epoch = (number: number) => ({
  ...{ epoch: number, step: number * 10, learningRate: 0.001, seconds: 0.2 },
  train: { loss: 0.5, accuracy: 0.7 + number / 100 },
  validation: { loss: 0.6, accuracy: 0.68 + number / 100, auc: 0.75 },
});

function view(more: Partial<RunView> = {}): RunView {
  return {
    ...{ id: 'run', notebook: 'n', cell: 'c', address: 'a', seed: 1, startedAt: 0, seconds: 1 },
    spec: {
      inputs: 2,
      layers: [],
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    },
    settings: trainSettings.parse({ epochs: 2 }),
    ...{ state: 'ended', end: 'finished', error: null, engine: null, histograms: [] },
    ...{ stepsPerEpoch: 10, parameters: 3, epochs: [epoch(1), epoch(2)] },
    steps: { step, loss: step.map((at) => 1 / at), score: step.map((at) => 0.5 + at / 50) },
    ...more,
  };
}
const lines = (name: RegExp, style: string) =>
  page.getByRole('img', { name }).element().querySelectorAll(`path.${style}`).length;

it('draws the accuracy of every batch, smoothed, behind that of both parts', async () => {
  await render(Curves, { view: view(), best: null });
  for (const chart of [/^Loss by epoch/, /^Accuracy by epoch/])
    expect(['faint', 'thin', 'solid'].map((style) => lines(chart, style))).toEqual([1, 1, 2]);
  const legend = page.getByText('Training, per batch').elements();
  expect(legend).toHaveLength(2);
});

it('has the area under the curve of validation alone, one choice away', async () => {
  await render(Curves, { view: view(), best: null });
  await page.getByRole('radio', { name: 'ROC AUC' }).click();
  const chart = /^ROC AUC by epoch/;
  await expect.element(page.getByRole('img', { name: chart })).toBeVisible();
  expect(['faint', 'thin', 'solid'].map((style) => lines(chart, style))).toEqual([0, 0, 1]);
});

it('draws a run that stored no scores by its epochs alone', async () => {
  const steps = { step, loss: step.map((at) => 1 / at), score: step.map(() => null) };
  await render(Curves, { view: view({ steps }), best: null });
  const chart = /^Accuracy by epoch/;
  expect(['faint', 'thin', 'solid'].map((style) => lines(chart, style))).toEqual([0, 0, 2]);
});

const ticks = (name: RegExp) =>
  [...page.getByRole('img', { name }).element().querySelectorAll('text.tick')].map((tick) => ({
    text: tick.textContent?.trim() ?? '',
    left: tick.getBoundingClientRect().left,
  }));

it('counts epochs by whole numbers', async () => {
  await render(Curves, { view: view(), best: null });
  const texts = ticks(/^Loss by epoch/).map(({ text }) => text);
  expect(texts.slice(texts.lastIndexOf('1'))).toEqual(['1', '2', 'Epoch']);
});

it.each([3e8, 4.321e14, 7.7e33])('has room for what stands beside a loss of %d', async (loss) => {
  const steps = { step, loss: step.map((at) => (loss * at) / 20), score: step.map(() => null) };
  await render(Curves, { view: view({ steps, epochs: [] }), best: null });
  const chart = page.getByRole('img', { name: /^Loss by epoch/ }).element();
  const { left } = chart.getBoundingClientRect();
  const found = ticks(/^Loss by epoch/);
  expect(found.length).toBeGreaterThan(4);
  for (const tick of found) {
    expect(tick.left).toBeGreaterThanOrEqual(left);
    expect(tick.text.length).toBeLessThanOrEqual(7);
  }
});
