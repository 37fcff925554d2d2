import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { CellsPage } from './pages/cells-page.ts';

type Cell = Notebook['cells'][number];
const cell = (kind: string, name: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{ id: kind, kind, name, settings: settings as Cell['settings'], inputs, collapsed: false },
});
const notebook = (title: string, cells: Cell[]): Notebook => ({
  ...{ format: 'portrait-notebook', version: 1, title, seed: 1, cells },
});

describe('the worked example, in a window on the real host', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    open = await openWindow({
      fill: (path) => runInto(path, notebook('Walk', [cell('walkthrough', 'Walk', {})])),
    });
    cells = new CellsPage(open.page);
    await cells.ready();
  });
  afterAll(() => open.close());

  it('shows the numbers of every step, one key apart', async () => {
    const walk = cells.cell('Walk');
    await walk.locator('.board').waitFor();
    await walk.getByRole('radio', { name: /^0 / }).focus();
    const titles: string[] = [];
    for (let step = 0; step < 13; step++) {
      titles.push((await walk.locator('h3').first().textContent()) ?? '');
      expect(await walk.locator('.katex-error').count()).toBe(0);
      expect(await walk.locator('.board').innerText()).not.toMatch(/NaN|Infinity|−0\.0+(\s|$)/);
      if (titles.at(-1)?.trim().startsWith('3')) {
        const drawn = await walk.locator('.net').innerText();
        for (const number of ['0.8006', '0.1994', '0.5000', '0.2994', '0.6225'])
          expect(drawn).toContain(number);
      }
      await open.page.keyboard.press('ArrowRight');
    }
    expect(new Set(titles).size).toBe(12);
  });

  it('is free of serious findings of axe', async () => {
    await cells.settled();
    expect(await seriousFindings(open.page)).toEqual([]);
  });

  it('asks first where wished, and shows the result on Enter', async () => {
    const walk = cells.cell('Walk');
    await walk.getByRole('radio', { name: /^7 / }).click();
    await walk.getByRole('checkbox', { name: 'Ask before showing' }).check();
    await walk.getByRole('radio', { name: /^8 / }).click();
    await expect.poll(() => walk.locator('.ledger').count()).toBe(0);
    await walk.getByRole('button', { name: 'Show', exact: true }).press('Enter');
    await walk.locator('.ledger').waitFor();
    await walk.getByRole('checkbox', { name: 'Ask before showing' }).uncheck();
  });

  it('follows a raw value that is moved, and goes back', async () => {
    const walk = cells.cell('Walk');
    await walk.getByRole('radio', { name: /^3 / }).click();
    const before = await walk.locator('.net').innerText();
    const slider = walk.getByRole('slider', { name: 'age' });
    await slider.press('ArrowRight');
    await expect.poll(() => walk.locator('.net').innerText()).not.toBe(before);
    await walk.getByRole('button', { name: 'Back to what it was' }).click();
    await expect.poll(() => walk.locator('.net').innerText()).toBe(before);
  });

  it('is presented by keys alone, without scrolling, in either language', async () => {
    const { page } = open;
    await page.setViewportSize({ width: 1280, height: 720 });
    await cells.cell('Walk').locator('.steps [aria-checked=true]').focus();
    await page.keyboard.press('p');
    const dialog = page.locator('dialog.present');
    await dialog.locator('.board').waitFor();
    for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowLeft');
    for (let step = 0; step < 12; step++) {
      const { over, small } = await dialog.evaluate((element) => {
        const board = element.querySelector('.board');
        const sizes = [...element.querySelectorAll('td, th, .about, h3, dd, dt')]
          .filter((one) => one.textContent.trim() !== '')
          .map((one) => {
            const zoom = Number(getComputedStyle(one.closest('[style*="zoom"]') ?? one).zoom);
            return parseFloat(getComputedStyle(one).fontSize) * (zoom || 1);
          });
        return {
          over: (board?.scrollHeight ?? 0) - (board?.clientHeight ?? 0),
          small: Math.min(...sizes),
        };
      });
      expect(over).toBeLessThanOrEqual(1);
      expect(small).toBeGreaterThanOrEqual(19.9);
      await page.keyboard.press('ArrowRight');
    }
    const english = await dialog.locator('h3').innerText();
    await page.keyboard.press('l');
    await expect.poll(() => dialog.locator('h3').innerText()).not.toBe(english);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('l');
    await page.keyboard.press('b');
    await expect.poll(() => dialog.locator('.board').count()).toBe(0);
    await page.keyboard.press('b');
    await page.keyboard.press('?');
    await dialog.locator('.help').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(open.complaints).toEqual([]);
  });
});

describe('a real run', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    const users = { type: 'sample', table: 'users', users: 2000, variant: 'clean', seed: 1 };
    const table = { table: ['data'] };
    open = await openWindow({
      fill: (path) =>
        runInto(
          path,
          notebook('Run', [
            cell('data', 'Users', { source: users }),
            cell('features', 'Features', { label: { column: 'will_subscribe' } }, table),
            cell('model', 'Model', {}, { features: ['features'] }),
            cell('train', 'Train', { epochs: 2 }, { model: ['model'] }),
          ]),
        ),
    });
    cells = new CellsPage(open.page);
    await cells.ready();
  }, 300_000);
  afterAll(() => open.close());

  it('is one click from its curve to a step that really happened, with the engine’s loss beside it', async () => {
    await cells.select('Train');
    await cells.cell('Train').getByRole('button', { name: 'Walk through step 1' }).click();
    const walk = cells.cell('Step by step');
    await walk.locator('.board').waitFor();
    const badge = walk.locator('.badge');
    await badge.waitFor();
    const [recorded = NaN, replayed = NaN] = [
      ...(await badge.innerText()).matchAll(/\d\.\d+/g),
    ].map(([text]) => Number(text));
    expect(Math.abs(recorded / replayed - 1)).toBeLessThan(1e-6);
    await walk.getByRole('radio', { name: /^3 / }).click();
    // Every unit has a cell of its own in the strips: 64, 32 and 16, the output and more than ten inputs.
    const outlines = walk.locator('svg path.cells');
    await outlines.first().waitFor();
    const drawn = await outlines.evaluateAll((paths) =>
      paths.map((path) => path.getAttribute('d') ?? '').join(''),
    );
    expect(drawn.split('M').length - 1).toBeGreaterThan(123);
  });

  it('replays a later step in a worker, to the loss the engine recorded', async () => {
    const walk = cells.cell('Step by step');
    await cells.choose(walk, /^Weights/, 'Before step');
    const step = walk.getByRole('spinbutton', { name: 'Step', exact: true });
    await step.fill('30');
    await step.press('Enter');
    await expect
      .poll(
        async () => {
          const text = await walk.locator('.badge').innerText();
          const [a = NaN, b = NaN] = [...text.matchAll(/\d\.\d+/g)].map(([one]) => Number(one));
          return Math.abs(a / b - 1);
        },
        { timeout: 60_000 },
      )
      .toBeLessThan(2e-6);
    expect(open.complaints).toEqual([]);
  });

  it('makes a small net beside a wide one', async () => {
    const before = (await cells.names()).length;
    await cells
      .cell('Step by step')
      .getByRole('button', { name: 'Make a small net beside it' })
      .click();
    await expect.poll(async () => (await cells.names()).length).toBe(before + 4);
  });
});
