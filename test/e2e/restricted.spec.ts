import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, type OpenWindow } from '../support/window.ts';
import { runInto } from '../support/run-notebook.ts';
import { temporaryFolder } from '../support/folder.ts';
import { seriousFindings } from './pages/accessibility.ts';
import { NotebookPage } from './pages/notebook-page.ts';

/** Somebody else's secret marks the workspace the window is opened on. */
async function sent(workspace: string): Promise<void> {
  const stranger = temporaryFolder();
  const own = process.env['PORTRAIT_CONFIG'];
  process.env['PORTRAIT_CONFIG'] = stranger.path;
  try {
    await runInto(workspace, {
      ...{ format: 'portrait-notebook', version: 1, title: 'Sent to you', seed: 1 },
      cells: [
        {
          ...{ id: 'shop', kind: 'data', name: 'Shop', inputs: {}, collapsed: false },
          settings: { source: { type: 'sample', table: 'users', users: 1000 } },
        },
      ],
    });
  } finally {
    process.env['PORTRAIT_CONFIG'] = own;
    stranger.remove();
  }
}

describe('a notebook from elsewhere, in a window on the real host', () => {
  let open: OpenWindow;
  beforeAll(async () => {
    open = await openWindow({ fill: sent });
    await new NotebookPage(open.page).ready();
  });
  afterAll(() => open.close());
  const banner = () =>
    open.page.getByRole('region', { name: 'This notebook came from elsewhere and is restricted' });

  it('says what it would do, can stay restricted, and runs once it is trusted', async () => {
    await expect.poll(() => banner().innerText()).toContain('Cells that run (1)');
    expect(await seriousFindings(open.page)).toEqual([]);
    await banner().getByRole('button', { name: 'Stay restricted' }).click();
    await expect.poll(() => banner().innerText()).not.toContain('Cells that run');
    await banner().getByRole('button', { name: 'Review' }).click();
    await banner().getByRole('button', { name: 'Trust', exact: true }).click();
    await expect.poll(() => banner().count()).toBe(0);
    await open.page.reload();
    await new NotebookPage(open.page).ready();
    expect(await banner().count()).toBe(0);
    expect(open.complaints.filter((text) => !text.includes('403'))).toEqual([]);
  });
});

describe('the address of the localhost host, in a browser', () => {
  let open: OpenWindow;
  let foreign: Server;
  beforeAll(async () => {
    open = await openWindow();
    await new NotebookPage(open.page).ready();
    const own = new URL(open.host.address).port;
    // Another program on this machine, which has our cookie from the browser and overwrites it.
    foreign = createServer((_request, response) => {
      const cookies = [`portrait-${own}=x; Path=/`, `portrait-${own}=y; Path=/assets`];
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookies });
      response.end('<!doctype html><title>Elsewhere</title>');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await open.close();
    foreign.close();
  });

  const usable = async (page: Page) => {
    await new NotebookPage(page).ready();
    expect(new URL(page.url()).hash).toBe('');
  };
  const port = () => (foreign.address() as AddressInfo).port;

  it('keeps the key out of the address, and reloads', async () => {
    await usable(open.page);
    await open.page.reload();
    await usable(open.page);
  });

  it('opens a second tab, from the printed address and from the plain one', async () => {
    for (const address of [open.host.address, new URL('/', open.host.address).href]) {
      const second = await open.page.context().newPage();
      await second.goto(address);
      await usable(second);
      await second.close();
    }
  });

  it('survives a page on another port that overwrites the cookie', async () => {
    const other = await open.page.context().newPage();
    await other.goto(`http://127.0.0.1:${port()}/`);
    await other.close();
    await open.page.reload();
    await usable(open.page);
  });

  it('opens no socket to a page on another port, whatever cookie it sends', async () => {
    const other = await open.page.context().newPage();
    await other.goto(`http://127.0.0.1:${port()}/`);
    const socket = new URL('/rpc', open.host.address).href.replace('http', 'ws');
    const outcome = await other.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const tried = new WebSocket(address, ['portrait', 'x'.repeat(43)]);
          tried.onopen = () => resolve('open');
          tried.onerror = () => resolve('refused');
        }),
      socket,
    );
    expect(outcome).toBe('refused');
    await other.close();
  });
});
