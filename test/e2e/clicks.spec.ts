import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { sharedData } from '../support/shared-data.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { CellsPage } from './pages/cells-page.ts';

const retail = sharedData('online_retail.csv.gz');
const minutes = 60_000;

describe('from a file to an answer, in presses of the pointer', () => {
  let open: OpenWindow;
  let cells: CellsPage;

  beforeEach(async () => {
    open = await openWindow();
    cells = new CellsPage(open.page);
    await cells.ready();
    await open.page.getByRole('button', { name: 'New notebook' }).click();
    await cells.cells.first().waitFor({ state: 'detached' });
    // Real pointer events only, wherever they land.
    await open.page.evaluate(() => {
      Object.assign(window, { presses: 0 });
      addEventListener(
        'pointerdown',
        (event) => {
          if (event.isTrusted)
            Object.assign(window, { presses: Reflect.get(window, 'presses') + 1 });
        },
        { capture: true },
      );
    });
  });
  afterEach(() => open.close());

  const button = (name: string | RegExp): Locator =>
    open.page.getByRole('button', { name }).first();
  const presses = (): Promise<unknown> => open.page.evaluate(() => Reflect.get(window, 'presses'));

  async function takeIn(card: RegExp, file: string): Promise<void> {
    await button(card).click();
    await cells.give(file, () => button('Choose a file …').click());
    await open.page
      .getByRole('dialog')
      .getByRole('button', { name: 'Import', exact: true })
      .click();
  }

  it(
    'a table with a label gives a validation result in six at most',
    async () => {
      const folder = temporaryFolder();
      const path = folder.file('members.csv');
      const rows = Array.from({ length: 400 }, (_, at) => {
        const [age, visits] = [20 + ((at * 7) % 50), (at * 13) % 30];
        return `${age},${visits},${age + visits > 55 ? 'yes' : 'no'}`;
      });
      writeFileSync(path, ['age,visits,label', ...rows].join('\n'));
      await takeIn(/Predict a label/, path);
      await button(/Predict “label”/).click();
      await cells.waitForState('Evaluate', 'Fresh');
      await cells.cell('Evaluate').getByRole('region', { name: 'Verdict' }).waitFor();
      await cells.cell('members').waitFor();
      await cells.cell('Features of label').waitFor();
      folder.remove();
      const count = await presses();
      console.log(`a table with a label: ${String(count)} presses`);
      expect(count).toBeLessThanOrEqual(6);
      expect(open.complaints).toEqual([]);
    },
    5 * minutes,
  );

  it.skipIf(retail === undefined)(
    'Online Retail gives readable lists in seven at most',
    async () => {
      await takeIn(/Recommend from a log/, retail!);
      await cells.waitForState('online_retail', 'Fresh');
      await cells.cell('online_retail').getByRole('button', { name: 'Interactions' }).click();
      await button(/The usual set/).click();
      await cells.waitForState('User', 'Fresh');
      // Lists stand under the recommenders' own names, with titles of items in them.
      await cells.select('User');
      const user = cells.cell('User');
      await user.getByRole('button', { name: 'A user at random' }).click();
      for (const name of ['Most popular', 'ItemKNN', 'EASE'])
        await user.getByText(name, { exact: true }).first().waitFor();
      await cells.waitForState('Compare', 'Fresh');
      const count = await presses();
      console.log(`Online Retail: ${String(count)} presses`);
      expect(count).toBeLessThanOrEqual(7);
    },
    8 * minutes,
  );
});
