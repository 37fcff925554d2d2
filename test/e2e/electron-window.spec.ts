import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../scripts/setup/electron-binary.mjs';

const root = join(import.meta.dirname, '..', '..');
const binary = electronBinary();
const noWindow = process.platform === 'linux' && !process.env.DISPLAY;
const skipped = !binary || noWindow;
const reason = binary ? 'no display' : 'the Electron 45 binary is not here';

describe.skipIf(skipped)(`the Electron window${skipped ? ` (skipped: ${reason})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-window-'));
  const workspace = join(folder, 'test.portrait');
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    app = await _electron.launch({
      executablePath: binary,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...[root, '--workspace', workspace, `--user-data-dir=${join(folder, 'user-data')}`],
      ],
    });
    page = await app.firstWindow();
    await page.waitForLoadState('load');
  });

  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the real notebook, connected to its backend', async () => {
    expect(page.url()).toBe('app://portrait/index.html');
    await page.getByRole('main').waitFor();
  });

  it('gives the page a bridge of two functions and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'portrait')).sort(),
      require: typeof Reflect.get(window, 'require'),
      process: typeof Reflect.get(window, 'process'),
    }));
    expect(seen).toEqual({
      bridge: ['receive', 'send'],
      require: 'undefined',
      process: 'undefined',
    });
  });

  it('stays on its page and opens no window', async () => {
    await page.evaluate(() => {
      window.open('https://example.org/');
      location.href = 'https://example.org/';
    });
    await page.waitForTimeout(300);
    expect(page.url()).toBe('app://portrait/index.html');
    expect(app.windows()).toHaveLength(1);
  });

  it('denies every permission', async () => {
    const state = await page.evaluate(async () => {
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return state;
    });
    expect(state).toBe('denied');
  });

  it('holds the lock that leads a second start to this window', async () => {
    const locked = await app.evaluate(({ app: main }) => main.hasSingleInstanceLock());
    expect(locked).toBe(true);
  });
});
