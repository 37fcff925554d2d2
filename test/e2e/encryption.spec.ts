import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { hostClient } from '../support/host-client.ts';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { NotebookPage } from './pages/notebook-page.ts';

const [first, second] = ['correct horse 电池 é', 'another passphrase'];
const marker = 'zqxjkvbp';

let open: OpenWindow;
let notebook: NotebookPage;
let recovery = '';
beforeAll(async () => {
  open = await openWindow({ fill });
  notebook = new NotebookPage(open.page);
  await notebook.ready();
});
afterAll(() => open.close());

const page = () => open.page;

function fill(path: string): Promise<void> {
  const workspace = Workspace.open(path, { clock: Date.now, newId: () => crypto.randomUUID() });
  const note = { kind: 'note', name: 'Mine', settings: { text: 'Start.' }, inputs: {} };
  const cells = [{ id: 'mine', ...note, collapsed: false }];
  const document = {
    format: 'portrait-notebook',
    version: 1,
    title: 'Notes',
    seed: 1,
    cells,
  } as const;
  workspace.notebooks.create('notes', document, 1);
  workspace.close();
  return Promise.resolve();
}

async function edit(cell: string) {
  await page().locator(`[data-cell="${cell}"] .prose`).dblclick();
  return page().locator(`[data-cell="${cell}"] textarea`);
}

const bar = () => page().getByRole('contentinfo', { name: 'Status' });
const button = (name: string) => page().getByRole('button', { name, exact: true });
const field = (name: string) => page().getByLabel(name, { exact: true });
const dialog = () => page().getByRole('dialog', { name: 'Encryption' });
const screen = () => page().getByRole('button', { name: 'Unlock', exact: true });

async function opened(): Promise<void> {
  await bar()
    .getByRole('button', { name: /Encrypted|Not encrypted/ })
    .click();
  await dialog().waitFor();
}
async function unlock(secret: string): Promise<void> {
  await field('Passphrase or recovery key').fill(secret);
  await screen().click();
}

describe('the whole life of an encrypted workspace, in a window on the real host', () => {
  it('is encrypted once the recovery key was typed back', async () => {
    await opened();
    expect(await seriousFindings(page())).toEqual([]);
    await button('Encrypt this workspace …').click();
    await field('New passphrase').fill(first);
    await field('The same again').fill('not the same');
    await page().getByText('The two are not the same.').waitFor();
    await field('The same again').fill(first);
    await button('Next').click();
    recovery = (await page().locator('[data-recovery-key]').textContent()) ?? '';
    expect(recovery).toMatch(/^(\w{4}-){13}\w{4}$/);
    await field('Type it back from what you wrote down').fill(`${recovery.slice(0, -1)}0`);
    await button('Encrypt').click();
    await page().getByText('That is not the recovery key that was shown last.').waitFor();
    await field('Type it back from what you wrote down').fill(recovery.toLowerCase());
    await button('Encrypt').click();
    await page().getByText('The workspace is encrypted.', { exact: true }).waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => bar().innerText()).toContain('Encrypted');
    expect(readFileSync(open.workspace).subarray(20, 21)[0]).toBeGreaterThan(0);
    await notebook.waitForSaved();
  });

  it('is locked by hand and shows nothing; a wrong passphrase changes no byte; the right one opens it', async () => {
    await opened();
    await button('Lock now').click();
    await screen().waitFor();
    expect(await page().locator('[data-cell]').count()).toBe(0);
    expect(await seriousFindings(page())).toEqual([]);
    const before = readFileSync(open.workspace);
    for (const wrong of ['wrong', 'x'.repeat(10_000), '密码', first.toUpperCase()]) {
      await unlock(wrong);
      await page().getByText('This passphrase does not open the workspace.').waitFor();
    }
    expect(readFileSync(open.workspace).equals(before)).toBe(true);
    // The same text however it was typed: é as two signs, letters in full width.
    await unlock(first.normalize('NFD').replace('correct', 'ｃorrect'));
    await notebook.ready();
  });

  it('takes another passphrase, and the former one opens it no more', async () => {
    await opened();
    await button('Change the passphrase …').click();
    await field('Passphrase or recovery key it has now').fill(first);
    await field('New passphrase').fill(second);
    await field('The same again').fill(second);
    await button('Change').click();
    await page().getByText('It opens with the new passphrase from now on.').waitFor();
    await button('Lock now').click();
    await screen().waitFor();
    await unlock(first);
    await page().getByText('This passphrase does not open the workspace.').waitFor();
    await unlock(second);
    await notebook.ready();
    expect(await screen().count()).toBe(0);
  });

  it('is locked when nobody is there, and what was typed and not saved is saved after unlocking', async () => {
    // Holds back what the window says, as a connection does that hangs.
    let held = false;
    await page().routeWebSocket(/\/rpc$/, (socket) => {
      held = false;
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (!held) server.send(message);
      });
    });
    await page().reload();
    await notebook.ready();
    const { client, close } = await hostClient(open.workspace);
    await client.encryption.setIdle({ minutes: 0.05 });
    close();
    held = true;
    const area = await edit('mine');
    await area.press('End');
    await area.pressSequentially(` ${marker}`);
    await screen().waitFor();
    expect(held).toBe(false);
    expect(await page().locator('body').innerText()).not.toContain(marker);
    await page().getByText('What you typed last is not saved yet.').waitFor();
    await unlock(second);
    await notebook.ready();
    const again = await hostClient(open.workspace);
    await again.client.encryption.setIdle({ minutes: null });
    const stored = async () => JSON.stringify(await again.client.notebook.open({ id: 'notes' }));
    await expect.poll(stored, { timeout: 20_000 }).toContain(marker);
    again.close();
    await expect.poll(() => page().locator('body').innerText()).toContain(marker);
    await notebook.waitForSaved();
  });

  it('opens by the recovery key, and is readable again when the encryption is removed', async () => {
    await opened();
    await button('Lock now').click();
    await screen().waitFor();
    await unlock(recovery.replaceAll('-', ' '));
    await notebook.ready();
    await opened();
    await button('Remove the encryption …').click();
    await field('Passphrase or recovery key it has now').fill(recovery);
    await button('Remove').click();
    await page().getByText('The workspace is not encrypted any more.').waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => bar().innerText()).toContain('Not encrypted');
    expect(readFileSync(open.workspace)[20]).toBe(0);
  });
});
