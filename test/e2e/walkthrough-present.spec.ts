import { writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { backpropByHand } from '#shared/teaching/lessons/backprop-by-hand.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';
import { unreadable } from './pages/readability.ts';

type Cell = Notebook['cells'][number];
const cell = (kind: string, name: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{ id: kind, kind, name, settings: settings as Cell['settings'], inputs, collapsed: false },
});
const folder = temporaryFolder();
const path = folder.file('visits.csv');
beforeAll(() => {
  const random = createRandom(3);
  const rows = Array.from({ length: 80 }, (_, row) => {
    const age = 18 + random.below(50);
    const city = ['Beijing', 'Shanghai', 'Chengdu'][random.below(3)];
    return [`u-secret-${row}`, age, city, age > 40 || city === 'Beijing' ? 'yes' : 'no'].join(',');
  });
  writeFileSync(path, ['user_id,age,city,clicked', ...rows].join('\n'));
});
afterAll(() => folder.remove());

const dense = (units: number, more: object = {}) => ({ type: 'dense', units, ...more });
const visits = { source: { type: 'file', path, name: 'visits.csv' } };
const users = {
  source: { type: 'sample', table: 'users', users: 1000, variant: 'messy', seed: 1 },
};
type Net = { cells: Cell[]; steps: number; secrets: RegExp };
const walk = (inputs: Cell['inputs']) => cell('walkthrough', 'Walk', { batch: true }, inputs);
const table = { table: ['data'] };
const modelled = { network: ['model'] };
const nets: Record<string, Net> = {
  'the worked example': { cells: [walk({})], steps: 12, secrets: /user_id\s+1\b/ },
  'a net with dropout, batch normalisation, a penalty and Adam': {
    cells: [
      cell('data', 'Users', visits),
      cell('features', 'Features', { label: { column: 'clicked' } }, table),
      cell(
        'model',
        'Model',
        {
          layers: [
            dense(4, { activation: 'tanh', l2: 0.01 }),
            { type: 'batchNorm' },
            dense(3, { activation: 'relu' }),
            { type: 'dropout', rate: 0.25 },
          ],
        },
        { features: ['features'] },
      ),
      walk(modelled),
    ],
    steps: 15,
    secrets: /u-secret|Beijing|Shanghai|Chengdu/,
  },
  'the net of First steps': {
    cells: [
      cell('data', 'Users', users),
      cell('features', 'Features', { label: { column: 'will_subscribe' } }, table),
      cell('model', 'Model', {}, { features: ['features'] }),
      walk(modelled),
    ],
    steps: 14,
    secrets: /Fallowby|Kestrel|Aldham/,
  },
};

/** What cannot be read from the last row as things stand, and what does not fit. */
async function faultsIn(page: Page, dialog: Locator, title: string): Promise<unknown[]> {
  // Nothing moves where less motion is wanted: what a key brings is drawn within two frames.
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  const dim = await unreadable(dialog, { pixels: 19.9, contrast: 7 });
  const cut = await dialog.evaluate((root) =>
    ['.board', '.side', '.net', '.main'].flatMap((part) => {
      const element = root.querySelector(part);
      if (element === null || element.scrollHeight <= element.clientHeight + 1) return [];
      return [`${part} ${element.scrollHeight} of ${element.clientHeight}`];
    }),
  );
  return [...dim.map((fault) => ({ title, ...fault })), ...cut.map((part) => ({ title, part }))];
}

describe.each(Object.entries(nets))('%s, presented', (_name, net) => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    const notebook: Notebook = {
      ...{ format: 'portrait-notebook', version: 1, title: 'Walk', seed: 1 },
      cells: net.cells,
    };
    open = await openWindow({ fill: (file) => runInto(file, notebook) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.select('Walk');
    await cells.cell('Walk').locator('.board').waitFor();
  }, 180_000);
  afterAll(() => open.close());

  const dialog = () => open.page.locator('dialog.present');
  const titleOf = () => dialog().locator('h3').innerText();
  async function present(): Promise<void> {
    await cells.cell('Walk').locator('.steps [aria-checked=true]').focus();
    await open.page.keyboard.press('p');
    await dialog().locator('.board').waitFor();
  }
  /** Every step from the first on, by the arrow key. */
  async function everyStep(visit: (title: string) => Promise<void>): Promise<number> {
    const { page } = open;
    for (let step = 0; step < 15; step++) await page.keyboard.press('ArrowLeft');
    for (let seen = 1; ; seen++) {
      const title = await titleOf();
      await visit(title);
      await page.keyboard.press('ArrowRight');
      if ((await titleOf()) === title) return seen;
    }
  }
  const turnTo = (theme: string) =>
    open.page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);

  const faultsNow = (title: string) => faultsIn(open.page, dialog(), title);

  it.each([
    [1280, 720, 'light'],
    [1920, 1080, 'dark'],
    [1280, 720, 'dark'],
    [1920, 1080, 'light'],
  ] as const)(
    'can be read from the last row at %ix%i, %s, in both languages: 20 pixels, seven to one, nothing cut off',
    { timeout: 240_000 },
    async (width, height, theme) => {
      const { page } = open;
      await page.setViewportSize({ width, height });
      await turnTo(theme);
      await present();
      await page.evaluate(() => document.fonts.ready);
      const faults: unknown[] = [];
      const steps = await everyStep(async (title) => {
        faults.push(...(await faultsNow(title)));
        await page.keyboard.press('l');
        faults.push(...(await faultsNow(await titleOf())));
        await page.keyboard.press('l');
      });
      await page.keyboard.press('Escape');
      expect(faults).toEqual([]);
      expect(steps).toBe(net.steps);
    },
  );

  it('says nothing of who the row is until H is pressed', { timeout: 120_000 }, async () => {
    const { page } = open;
    const { secrets } = net;
    await present();
    await everyStep(async (title) => {
      expect(await dialog().innerHTML(), title).not.toMatch(secrets);
    });
    for (let step = 0; step < 15; step++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('h');
    await expect.poll(() => dialog().innerText()).toMatch(secrets);
    await page.keyboard.press('Escape');
  });

  it.each(['light', 'dark'])(
    'is free of serious findings of axe, %s, at every level, in the notebook and presented',
    { timeout: 240_000 },
    async (theme) => {
      const { page } = open;
      await page.setViewportSize({ width: 1280, height: 900 });
      await turnTo(theme);
      const shown = cells.cell('Walk');
      const found: string[] = [];
      const look = async (about: string, within: string) => {
        for (const finding of await seriousFindings(page, within))
          found.push(`${about}: ${finding}`);
      };
      for (const level of ['One neuron', 'One layer', 'Whole net']) {
        await shown.getByRole('radio', { name: level }).check({ force: true });
        // The levels differ in the drawing; the curves of the other steps are the same in all.
        const curves = level === 'Whole net' ? [/^9 /, /^14 /] : [];
        for (const step of [/^[12] /, /^7 |^6 /, ...curves]) {
          await shown.getByRole('radio', { name: step }).first().click();
          await look(`${level}, ${step}`, '[data-cell=walkthrough]');
        }
      }
      await present();
      await everyStep(async (title) => {
        if (/^(0|3|7|12|13)\b/.test(title)) await look(`presented, ${title}`, 'dialog.present');
      });
      await page.keyboard.press('Escape');
      expect(found).toEqual([]);
      expect(open.complaints).toEqual([]);
    },
  );
});

describe('a lesson, presented', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  const lesson = { type: 'shipped', name: 'backpropByHand' };
  beforeAll(async () => {
    const notebook: Notebook = {
      ...{ format: 'portrait-notebook', version: 1, title: 'Lesson', seed: 1 },
      cells: [cell('walkthrough', 'Walk', { lesson })],
    };
    open = await openWindow({ fill: (file) => runInto(file, notebook) });
    cells = new CellsPage(open.page);
    await cells.ready();
    await cells.cell('Walk').locator('.lesson .question').waitFor();
  }, 180_000);
  afterAll(() => open.close());

  it.each([
    [1280, 720, 'light'],
    [1920, 1080, 'dark'],
  ] as const)(
    'asks the class at each of its steps and shows it on Enter, at %ix%i, %s',
    { timeout: 240_000 },
    async (width, height, theme) => {
      const { page } = open;
      await page.setViewportSize({ width, height });
      await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);
      await cells
        .cell('Walk')
        .getByRole('button', { name: /^Present/ })
        .press('Enter');
      const dialog = page.locator('dialog.present');
      const place = dialog.locator('.place');
      await place.waitFor();
      for (let step = 0; step < backpropByHand.steps.length; step++)
        await page.keyboard.press('ArrowLeft');
      const faults: unknown[] = [];
      for (const [at] of backpropByHand.steps.entries()) {
        await expect
          .poll(() => place.innerText())
          .toBe(`${at + 1} / ${backpropByHand.steps.length}`);
        expect(await dialog.locator('.formula .result').count()).toBe(0);
        faults.push(...(await faultsIn(page, dialog, `${at + 1} asked`)));
        if (at % 4 === 0) {
          await page.keyboard.press('l');
          faults.push(...(await faultsIn(page, dialog, `${at + 1} asked, Chinese`)));
          await page.keyboard.press('l');
        }
        await page.keyboard.press('Enter');
        await dialog.locator('.formula .result').first().waitFor();
        faults.push(...(await faultsIn(page, dialog, `${at + 1} shown`)));
        await page.keyboard.press('ArrowRight');
      }
      await page.keyboard.press('Escape');
      await expect.poll(() => dialog.count()).toBe(0);
      expect(faults).toEqual([]);
      expect(open.complaints).toEqual([]);
    },
  );
});
