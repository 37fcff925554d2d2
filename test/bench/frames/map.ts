import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { traced, type Frames } from './trace.ts';

/** A profile of `users` users, each with one to three of 40 items in four categories: as many points on the map. */
export function mapCells(users: number): Notebook['cells'] {
  const cell = (
    id: string,
    kind: string,
    settings: Notebook['cells'][number]['settings'],
    inputs: Record<string, string[]> = {},
  ) => ({ id, kind, name: id, settings, inputs, collapsed: false });
  const query = `
    SELECT user_id, 'item ' || ((number * 7 + step * step * 11) % 40) AS item
    FROM (SELECT user_id, row_number() OVER () AS number FROM people),
      (SELECT 1 AS step UNION SELECT 2 UNION SELECT 3)
    WHERE number % 3 < step`;
  return [
    cell('people', 'data', {
      source: { type: 'sample', table: 'users', users, variant: 'clean', seed: 1 },
    }),
    cell('events', 'sql', { query, rowLimit: 10_000_000 }, { tables: ['people'] }),
    cell(
      'who',
      'interactions',
      { user: 'user_id', item: 'item', users: { key: 'user_id' }, split: { kind: 'none' } },
      { events: ['events'], users: ['people'] },
    ),
    cell('profile', 'profile', {}, { interactions: ['who'] }),
  ];
}

/** Frames while the map is dragged and while it is zoomed with the wheel. */
export async function measureMap(
  page: Page,
  cdp: CDPSession,
): Promise<{ pan: Frames; zoom: Frames }> {
  const map = page.locator('[data-cell="profile"] [role=application]');
  // What a cell shows is made once it comes near the screen.
  await page.getByRole('button', { name: 'profile', exact: true }).click();
  await map.waitFor({ timeout: 120_000 });
  await map.scrollIntoViewIfNeeded();
  await page.waitForTimeout(3000);
  const box = await map.boundingBox();
  if (box === null) throw new Error('The map is not on screen');
  const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(left, top);
  await page.mouse.down();
  const pan = await traced(cdp, async () => {
    for (let turn = 1; turn <= 120; turn += 1) {
      await page.mouse.move(left + 120 * Math.sin(turn / 12), top + 60 * Math.sin(turn / 7));
      await sleep(16);
    }
  });
  await page.mouse.up();
  await map.focus();
  const zoom = await traced(cdp, async () => {
    for (let turn = 0; turn < 120; turn += 1) {
      await page.mouse.wheel(0, turn % 60 < 30 ? -20 : 20);
      await sleep(16);
    }
  });
  return { pan, zoom };
}
