import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { judgeChoice } from '#shared/teaching/judge.ts';
import { lessonQuestion } from '#shared/teaching/lesson-question.ts';
import { backpropByHand } from '#shared/teaching/lessons/backprop-by-hand.ts';
import { choiceText } from '../../src-renderer/teaching/words.ts';
import { runInto } from '../support/run-notebook.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { CellsPage } from './pages/cells-page.ts';

type Cell = Notebook['cells'][number];
const cell = (kind: string, name: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{ id: kind, kind, name, settings: settings as Cell['settings'], inputs, collapsed: false },
});
const notebook = (cells: Cell[]): Notebook => ({
  ...{ format: 'portrait-notebook', version: 1, title: 'Ways', seed: 1, cells },
});

/** Counts clicks made with the mouse from now on. */
async function countClicks({ page }: OpenWindow): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = { clicks: 0 };
    Object.assign(globalThis, { counted });
    document.addEventListener('pointerdown', () => (counted.clicks += 1), { capture: true });
  });
  return () =>
    page.evaluate(() => (globalThis as { counted?: { clicks: number } }).counted?.clicks ?? -1);
}

describe('ways to a walk', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  const users = { type: 'sample', table: 'users', users: 1000, variant: 'clean', seed: 1 };
  beforeAll(async () => {
    open = await openWindow({
      fill: (path) =>
        runInto(
          path,
          notebook([
            cell('data', 'Users', { source: users }),
            cell(
              'features',
              'Features',
              { label: { column: 'will_subscribe' } },
              { table: ['data'] },
            ),
            cell('model', 'Model', {}, { features: ['features'] }),
            cell('train', 'Train', { epochs: 1 }, { model: ['model'] }),
            cell('evaluate', 'Evaluate', {}, { run: ['train'] }),
          ]),
        ),
    });
    cells = new CellsPage(open.page);
    await cells.ready();
  }, 300_000);
  afterAll(() => open.close());

  /** The walk that was just added goes again, so that the next way finds the notebook as it was. */
  async function walked(clicks: () => Promise<number>, most: number): Promise<void> {
    const walk = cells.cell('Step by step');
    await walk.locator('.board').waitFor();
    expect(await clicks()).toBeLessThanOrEqual(most);
    // Both directions are there.
    expect(await walk.locator('.steps [role=radio]').count()).toBeGreaterThan(12);
    await cells.select('Step by step');
    await cells.press('d', 'd');
    await expect.poll(() => cells.names()).not.toContain('Step by step');
  }

  it('are one click from the curve of a training', async () => {
    await cells.select('Train');
    const clicks = await countClicks(open);
    await cells.cell('Train').getByRole('button', { name: 'Walk through step 1' }).click();
    await walked(clicks, 1);
  });

  it('are one click from the model', async () => {
    await cells.select('Model');
    const clicks = await countClicks(open);
    await cells.cell('Model').getByRole('button', { name: 'See one step' }).click();
    await walked(clicks, 1);
  });

  it('are one click from an encoded row', async () => {
    const features = cells.cell('Features');
    await cells.select('Features');
    await features.getByRole('tab', { name: 'Encoded rows' }).click();
    const clicks = await countClicks(open);
    await features.getByRole('button', { name: 'Walk through this row' }).click();
    await walked(clicks, 1);
  });

  it('are one click from a row behind the confusion matrix', async () => {
    const evaluate = cells.cell('Evaluate');
    await cells.select('Evaluate');
    await evaluate.locator('table button').first().click();
    const number = evaluate.locator('[role=grid] .number button').first();
    await number.waitFor();
    const clicks = await countClicks(open);
    await number.click();
    await walked(clicks, 1);
    expect(open.complaints).toEqual([]);
  });
});

describe('an empty notebook', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    open = await openWindow({ fill: (path) => runInto(path, notebook([])) });
    cells = new CellsPage(open.page);
  }, 180_000);
  afterAll(() => open.close());

  it('is two clicks from the worked example', async () => {
    const { page } = open;
    const clicks = await countClicks(open);
    await page
      .getByRole('button', { name: /^Add a cell/ })
      .first()
      .click();
    await page
      .getByRole('option', { name: /^Step by step/ })
      .or(page.getByRole('menuitem', { name: /^Step by step/ }))
      .first()
      .click();
    await cells.cell('Step by step').locator('.board').waitFor();
    expect(await clicks()).toBeLessThanOrEqual(2);
  });
});

describe('a lesson', () => {
  let open: OpenWindow;
  let cells: CellsPage;
  beforeAll(async () => {
    const lesson = { type: 'shipped', name: 'backpropByHand' };
    open = await openWindow({
      fill: (path) => runInto(path, notebook([cell('walkthrough', 'Walk', { lesson })])),
    });
    cells = new CellsPage(open.page);
    await cells.ready();
  }, 180_000);
  afterAll(() => open.close());

  /** Presses Tab until what a selector names has the focus. */
  async function tabTo(selector: string, key = 'Tab'): Promise<void> {
    for (let pressed = 0; pressed < 150; pressed++) {
      await open.page.keyboard.press(key);
      const there = await open.page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) ?? false,
        selector,
      );
      if (there) return;
    }
    throw new Error(`no way to ${selector} by ${key}`);
  }

  it(
    'is gone through by keys alone, every right answer taken, and keeps what was answered',
    { timeout: 300_000 },
    async () => {
      const { page } = open;
      const walk = cells.cell('Walk');
      await walk.locator('.lesson .question').waitFor();
      const { steps } = backpropByHand;
      const count = steps.length;
      for (const [at, step] of steps.entries()) {
        await walk.getByText(`Step ${at + 1} of ${count}`).waitFor();
        const question = lessonQuestion(step, at, 0, null)?.question;
        if (question === undefined) throw new Error(`nothing asked at ${at}`);
        if (question.type === 'number') {
          await tabTo('.question input');
          await page.keyboard.type(question.answer.shown.toFixed(4));
          await page.keyboard.press('Enter');
        } else {
          const right = question.options.find(
            (one) => judgeChoice(question, one).verdict === 'right',
          );
          const label = right === undefined ? '' : choiceText(right);
          await tabTo('.question button');
          for (const option of question.options) {
            if (choiceText(option) === label) break;
            await page.keyboard.press('Tab');
          }
          await page.keyboard.press('Enter');
        }
        await walk.locator('.verdict.right').waitFor();
        // Answered, the step itself is shown.
        await walk.locator('.lesson .formula .result').first().waitFor();
        if (at === count - 1) break;
        await tabTo('.lesson .move button:last-child', 'Shift+Tab');
        await page.keyboard.press('Enter');
      }
      await cells.waitForSaved();
      await page.reload();
      await walk.locator('.lesson .verdict.right').waitFor();
      expect(await walk.locator('.kept').innerText()).toContain(String(count));
      await tabTo('.kept button');
      await page.keyboard.press('Enter');
      await expect.poll(() => walk.locator('.kept').count()).toBe(0);
      expect(open.complaints).toEqual([]);
    },
  );
});
