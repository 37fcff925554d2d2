import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { temporaryFolder } from './folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type HostProcess = { address: string; child: ChildProcess; stop(): Promise<void> };

/** The real localhost host, as bundled, as a process of its own, serving the built page. */
export async function startHost(workspace: string, port = 0): Promise<HostProcess> {
  const page = process.env['PORTRAIT_PAGE'] ?? `${root}dist/renderer`;
  const child = spawn(
    process.execPath,
    [
      `${root}dist/hosts/localhost.mjs`,
      ...['--port', String(port), '--page', page, '--workspace', workspace],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^Portrait is at (\S+)$/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
  });
  return {
    address,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export type OpenWindow = {
  page: Page;
  host: HostProcess;
  workspace: string;
  /** Console errors, page errors and refused content: none is expected. */
  complaints: string[];
  close(): Promise<void>;
};

type Setup = {
  locale?: string;
  dark?: boolean;
  width?: number;
  /** Fills the workspace file before the host opens it. */
  fill?: (workspace: string) => Promise<void>;
};

/** A browser window on a fresh workspace, served by the real host. */
export async function openWindow(setup: Setup = {}): Promise<OpenWindow> {
  const folder = temporaryFolder();
  const workspace = folder.file('test.portrait');
  await setup.fill?.(workspace);
  const host = await startHost(workspace);
  const browser: Browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: setup.width ?? 1280, height: 900 },
    locale: setup.locale ?? 'en-US',
    colorScheme: setup.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // A busy machine is slow, not wrong.
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(host.address);
  return {
    ...{ page, host, workspace, complaints },
    async close() {
      await browser.close();
      await host.stop();
      folder.remove();
    },
  };
}
