/**
 * Figures of the walkthrough: how near replayed steps come to the losses the engine recorded, how soon a real run is on
 * screen, how long a slider takes to redrawn numbers, and how long a late step takes to be computed again.
 */
import type { Page } from 'playwright-core';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { replayRun } from '../../support/replayed-run.ts';
import { runInto, temporaryBackend } from '../../support/run-notebook.ts';
import { openWindow } from '../../support/window.ts';

type Cell = Notebook['cells'][number];
const cell = (kind: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{
    id: kind,
    kind,
    name: kind,
    settings: settings as Cell['settings'],
    inputs,
    collapsed: false,
  },
});
const source = { type: 'sample', table: 'users', users: 20_000, variant: 'messy', seed: 1 };
const label = { column: 'will_subscribe' };
const skipped = [{ column: 'user_id', encoding: { type: 'skip' } }];
const run: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: 'Bench', seed: 1 },
  cells: [
    cell('data', { source }),
    cell('features', { label, columns: skipped }, { table: ['data'] }),
    cell('model', {}, { features: ['features'] }),
    cell('train', { epochs: 1 }, { model: ['model'] }),
    cell('walkthrough', {}, { network: ['train'] }),
  ],
};
const example: Notebook = { ...run, cells: [cell('walkthrough', {})] };

const layers = [512, 256, 128].map((units) => ({ type: 'dense', units }));
/** Weights of a model's beginning: nothing is trained for it. */
const wide: Notebook = {
  ...run,
  cells: [
    ...run.cells.slice(0, 2),
    cell('model', { layers }, { features: ['features'] }),
    cell('walkthrough', {}, { network: ['model'] }),
  ],
};

/** All figures, or those named: replay, example, run, wide. */
const asked = process.argv.slice(2);
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);
if (wanted('replay')) await replayed();
if (wanted('example')) await onScreen('worked example, 6-4-1', example, 16);
if (wanted('run')) await onScreen('real run, 64-32-16', run, 50);
if (wanted('wide')) await onScreen('512-256-128', wide, null);

async function replayed(): Promise<void> {
  const backend = await temporaryBackend();
  try {
    const { results } = await backend.run(run);
    const result = results.get('walkthrough');
    if (result === undefined) throw new Error('no walkthrough');
    const steps = await replayRun(backend.client, result, 200);
    for (const most of [20, 200]) {
      const worst = Math.max(...steps.slice(0, most).map(({ relative }) => relative));
      console.log(`replay of steps 1 to ${most}: worst ${worst.toExponential(1)} relative`);
    }
  } finally {
    await backend.close();
  }
}

async function onScreen(name: string, document: Notebook, most: number | null): Promise<void> {
  const open = await openWindow({ fill: (path) => runInto(path, document) });
  const { page } = open;
  try {
    await page.locator('[data-cell=walkthrough]').focus();
    await page.locator('.board').waitFor();
    const opening = await reopened(page);
    console.log(`${name}: on screen ${opening.toFixed(0)} ms after it was asked for (300 wanted)`);
    const redrawn = await sliderTimes(page);
    const figure = most === null ? 'usable' : String(most);
    console.log(`${name}: slider to redrawn numbers ${redrawn.toFixed(1)} ms (${figure} wanted)`);
    if (document === run) {
      await page.getByRole('radio', { name: 'Its batch', exact: true }).check({ force: true });
      const badge = page.locator('.badge');
      await badge.waitFor();
      await page.getByRole('combobox', { name: /^Weights/ }).click();
      await page.getByRole('option', { name: 'Before step' }).click();
      const field = page.getByRole('spinbutton', { name: 'Step', exact: true });
      await field.fill('200');
      const before = await badge.innerText();
      const began = performance.now();
      await field.press('Enter');
      await badge.filter({ hasNotText: before }).waitFor();
      const told = await badge.innerText();
      console.log(`${name}: ${told}`);
      console.log(
        `${name}: step 200 after ${(performance.now() - began).toFixed(0)} ms (3000 wanted)`,
      );
    }
  } finally {
    await open.close();
  }
}

/** From the switch to the batch and back to one row until its numbers stand: query, encoding, step and drawing. */
async function reopened(page: Page): Promise<number> {
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  await radio('Its batch').check({ force: true });
  await page
    .getByRole('spinbutton', { name: 'Row in the batch' })
    .or(page.getByLabel('Row in the batch'))
    .first()
    .waitFor();
  const began = performance.now();
  await radio('One row').check({ force: true });
  await page.getByLabel('Row in the batch').waitFor({ state: 'detached' });
  return performance.now() - began;
}

/** The median time from a slider's event to a laid out page. */
async function sliderTimes(page: Page): Promise<number> {
  await page.getByRole('radio', { name: /^3 / }).click();
  await page.getByRole('slider', { name: 'Weight looked at' }).waitFor();
  return page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('.whatif input[type=range]');
    if (slider === null) return NaN;
    const times: number[] = [];
    for (let move = 0; move < 40; move++) {
      slider.value = String(-1 + move * 0.05);
      const began = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve();
      await new Promise((resolve) => queueMicrotask(() => resolve(null)));
      document.body.getBoundingClientRect();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[20] ?? NaN;
  });
}
