import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { NotebookPage } from './pages/notebook-page.ts';

const hostile: Record<string, string> = {
  Nested: '> '.repeat(20_000) + 'deep',
  Brackets: '['.repeat(60_000),
  Stars: '*a **b '.repeat(20_000),
  Braces: `$$${'{'.repeat(4000)}x${'}'.repeat(4000)}$$`,
  Lists: Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(2 * depth)}- x`).join('\n'),
  Tags: '<div>'.repeat(50_000),
  Long: 'word '.repeat(400_000),
};

/** A workspace with one notebook of notes. */
function fill(notes: Record<string, string>): (path: string) => Promise<void> {
  return (path) => {
    const workspace = Workspace.open(path, { clock: Date.now, newId: () => crypto.randomUUID() });
    const cells = Object.entries(notes).map(([name, text]) => ({
      ...{ id: name, kind: 'note', name, settings: { text }, inputs: {}, collapsed: false },
    }));
    const document = { format: 'portrait-notebook', version: 1, title: 'Notes', seed: 1, cells };
    workspace.notebooks.create('notes', { ...document, format: 'portrait-notebook' }, 1);
    workspace.close();
    return Promise.resolve();
  };
}

async function edit(page: Page, cell: string) {
  const area = page.locator(`[data-cell="${cell}"] textarea`);
  if ((await area.count()) === 0) await page.locator(`[data-cell="${cell}"] .prose`).dblclick();
  await area.waitFor();
  return area;
}

describe('the workspace file, in a window on the real host', () => {
  let open: OpenWindow;
  beforeAll(async () => {
    open = await openWindow({ fill: fill({ Mine: 'Start.' }) });
    await new NotebookPage(open.page).ready();
  });
  afterAll(() => open.close());

  it('renamed while it is open is told in red, and what is typed is saved to another file', async () => {
    const { page, workspace } = open;
    const notice = page.getByRole('alert').filter({ hasText: 'is no longer at' });
    const area = await edit(page, 'Mine');
    const moved = join(dirname(workspace), 'moved.portrait');
    renameSync(workspace, moved);
    await notice.waitFor({ timeout: 5000 });
    await area.press('End');
    await area.pressSequentially(' Typed while it was away.');
    await page.getByRole('contentinfo').getByText('Not saved', { exact: true }).waitFor();
    await notice.getByText('is kept in this window').waitFor();
    await expect.poll(() => page.getByText(/^Saved/).count()).toBe(0);
    await notice.getByRole('button', { name: 'Save to…' }).click();
    const target = join(dirname(workspace), 'rescued.portrait');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(target);
    await dialog.getByRole('button', { name: 'Save and go on there' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByText(/^Saved/).waitFor();
    const again = await edit(page, 'Mine');
    await again.press('End');
    await again.pressSequentially(' And after.');
    await expect.poll(() => page.getByText('Saving…').count()).toBe(0);
    await expect.poll(() => textIn(target)).toBe('Start. Typed while it was away. And after.');
    expect(textIn(moved)).toBe('Start.');
    expect(existsSync(workspace)).toBe(false);
  });

  it('is one for two windows that type in the same note: no letter is lost', async () => {
    const { page } = open;
    const other = await page.context().newPage();
    await other.goto(new URL('/', page.url()).href);
    await new NotebookPage(other).ready();
    const [left, right] = [await edit(page, 'Mine'), await edit(other, 'Mine')];
    const typed = { left: 'abcdefghijklm '.repeat(6), right: 'NOPQRSTUVWXYZ '.repeat(6) };
    await left.press('Control+Home');
    await right.press('Control+End');
    await Promise.all([
      left.pressSequentially(typed.left, { delay: 25 }),
      right.pressSequentially(typed.right, { delay: 31 }),
    ]);
    const whole = `${typed.left}Start. Typed while it was away. And after.${typed.right}`;
    await expect.poll(() => left.inputValue(), { timeout: 20_000 }).toBe(whole);
    await expect.poll(() => right.inputValue(), { timeout: 20_000 }).toBe(whole);
    // At one and the same place as well: each letter once, each window's in its order.
    await left.press('Control+End');
    await right.press('Control+End');
    await Promise.all([
      left.pressSequentially('1234567890', { delay: 40 }),
      right.pressSequentially('!#%&()=?+-', { delay: 37 }),
    ]);
    await expect
      .poll(async () => [...(await left.inputValue()).slice(whole.length)].sort().join(''))
      .toBe([...'1234567890!#%&()=?+-'].sort().join(''));
    await expect.poll(() => right.inputValue()).toBe(await left.inputValue());
    await other.close();
    expect(open.complaints).toEqual([]);
  });
});

describe('notes that cannot be drawn', () => {
  let open: OpenWindow;
  beforeAll(async () => {
    open = await openWindow({ fill: fill({ ...hostile, Last: '# Fine' }) });
  });
  afterAll(() => open.close());

  it('are shown as they were typed, can be edited, and keep no other from showing', async () => {
    const { page } = open;
    await new NotebookPage(page).ready();
    await page.getByRole('navigation').getByText('Fine', { exact: true }).click();
    await page.getByRole('heading', { name: 'Fine' }).waitFor();
    // As a reader moves on: the window keeps hold of what was gone to until then.
    await page.mouse.wheel(0, -10);
    const long = page.locator('[data-cell="Long"]');
    await long.scrollIntoViewIfNeeded();
    await long.getByText('too long to be set').waitFor();
    const broken = page.locator('[data-cell="Nested"]');
    await broken.scrollIntoViewIfNeeded();
    await broken.getByText('cannot be drawn').waitFor();
    await broken.getByRole('button', { name: 'Edit the text' }).click();
    await broken.locator('textarea').fill('Mended');
    await broken.getByText('Mended', { exact: true }).first().waitFor();
    await expect.poll(() => broken.getByText('cannot be drawn').count()).toBe(0);
    expect(open.complaints).toEqual([]);
  });
});

/** The text of the one note in a file, read beside whoever has it open. */
function textIn(path: string): string {
  const db = new SqliteDatabase(path, { readonly: true });
  try {
    const text = String(db.prepare('SELECT document FROM notebooks').pluck().get());
    const document = JSON.parse(text) as { cells: { settings: { text: string } }[] };
    return document.cells[0]?.settings.text ?? '';
  } finally {
    db.close();
  }
}
