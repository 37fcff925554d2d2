import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { z } from 'zod';
import { oneNeuronLesson } from '../../shared/teaching/lessons/one-neuron.ts';
import { exerciseSheets } from '../../shared/teaching/sheet.ts';
import { addonPath } from '../../src-main/engine/runtime/addon-path.ts';
import { sheetsHtml } from '../../src-renderer/teaching/sheet-html.ts';
import { printedSheet } from '../../src-renderer/teaching/sheet-page.ts';
import { runElectron } from '../electron/run-electron.ts';

const root = join(import.meta.dirname, '..', '..');
const binary = process.env.PORTRAIT_OLD_ELECTRON ?? '';
const reason = process.env.PORTRAIT_OLD_ELECTRON_REASON ?? 'npm test provides Electron 9';
const title = `the Electron host, run in Electron 9${binary === '' ? ` (skipped: ${reason})` : ''}`;
const out = join(root, 'out', 'electron-9');

const observed = z.object({
  page: z.object({
    id: z.string(),
    info: z.object({
      path: z.string(),
      notebooks: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
    error: z.object({ code: z.string(), sentence: z.string() }),
    train: z.object({ state: z.string(), outputs: z.number() }),
    pdf: z.number(),
    unshown: z.string(),
    outside: z.union([z.number(), z.string()]),
    elsewhere: z.union([z.number(), z.string()]),
    bridge: z.array(z.string()),
    inlineRan: z.boolean(),
    node: z.string(),
    origin: z.string(),
  }),
  facts: z.object({
    url: z.string(),
    shown: z.boolean(),
    preferences: z.object({
      contextIsolation: z.boolean(),
      nodeIntegration: z.boolean(),
      sandbox: z.boolean(),
    }),
    asked: z.array(z.object({ message: z.string(), buttons: z.array(z.string()) })),
    size: z.object({ width: z.number(), height: z.number() }),
  }),
});

const threadTimes = z.object({
  measured: z.array(z.object({ stepMs: z.array(z.number().positive()) })),
});

const sheets = exerciseSheets(oneNeuronLesson.steps, 3, 7);

/** The production sources, bundled for Electron 9, beside the production backend and engine. */
async function bundle(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const config = (name: string) => join(root, 'test', 'electron', `vite.old-${name}.config.ts`);
  for (const [name, folder] of [
    ['main', out],
    ['preload', out],
    ['page', join(out, 'renderer')],
  ] as const)
    await build({
      configFile: config(name),
      define: { sheetsPage: JSON.stringify(sheetsHtml(sheets, 'One neuron', ['en', 'zh-CN'])) },
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: false },
    });
  for (const folder of ['backend', 'engine'])
    symlinkSync(join(root, 'dist', folder), join(out, folder));
}

describe.skipIf(binary === '')(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-electron-'));
  const workspace = join(folder, 'test.portrait');
  let result: z.infer<typeof observed>;
  let output: string;
  let filesAfterwards: string[];

  beforeAll(async () => {
    if (binary === '') return;
    await bundle();
    output = await runElectron({
      binary,
      main: join(out, 'electron', 'main.cjs'),
      userData: join(folder, 'user-data'),
      workspace,
      screenshot: join(out, 'window.png'),
      cache: join(folder, 'cache'),
    });
    filesAfterwards = readdirSync(folder);
    const line = /^OBSERVED (.*)$/m.exec(output)?.[1];
    if (line === undefined) throw new Error(`Electron said nothing:\n${output}`);
    result = observed.parse(JSON.parse(line));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers a call of the page with what lies in the workspace file', () => {
    const db = new Database(workspace, { readonly: true });
    const stored = db.prepare('SELECT id, title FROM notebooks').all();
    db.close();
    expect(stored).toContainEqual({ id: result.page.id, title: 'From Electron 9' });
    expect(result.page.info.path).toBe(workspace);
    expect(result.page.info.notebooks).toContainEqual(
      expect.objectContaining({ id: result.page.id, title: 'From Electron 9' }),
    );
  });

  it('closes the workspace when the window closes, leaving no write-ahead log', () => {
    expect(output).toMatch(/\[ended: 0\]$/);
    expect(filesAfterwards).toContain('test.portrait');
    expect(filesAfterwards).not.toContain('test.portrait-wal');
  });

  it('shows the page over app:// in an isolated, sandboxed window', () => {
    expect(result.facts.url).toBe('app://portrait/index.html');
    expect(result.page.origin).toBe('app://portrait');
    expect(result.facts.preferences).toEqual({
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
    });
    expect(result.page.node).toBe('undefined');
    expect(result.page.bridge.sort()).toEqual(['receive', 'send']);
  });

  it('runs no inline script and reaches nothing outside its folder or the machine', () => {
    expect(result.page.inlineRan).toBe(false);
    expect([403, 404, 'refused']).toContain(result.page.outside);
    expect(result.page.elsewhere).toBe('refused');
  });

  it('takes no path from the page that no dialog has shown', () => {
    expect(result.page.unshown).toBe('file_not_offered');
  });

  it('sets exercise sheets as PDF, each on an A4 page of its own, and neither runs nor fetches anything', () => {
    const base64 = /^page\[\d\]: pdf ([\w+/=]+)$/m.exec(output)?.[1] ?? '';
    const bytes = Buffer.from(base64, 'base64');
    writeFileSync(join(out, 'sheets.pdf'), bytes);
    expect(bytes.length).toBe(result.page.pdf);
    const text = bytes.toString('latin1');
    expect(text.slice(0, 5)).toBe('%PDF-');
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(3);
    const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    // 210 mm by 297 mm in points, rounded as printers do.
    expect(boxes.length).toBeGreaterThan(0);
    for (const [, width, height] of boxes) {
      expect(Math.abs(Number(width) - 595.3)).toBeLessThan(1.5);
      expect(Math.abs(Number(height) - 841.9)).toBeLessThan(1.5);
    }
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('portrait-print-'))).toEqual([]);
  });

  const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
  it.skipIf(!hasPoppler)(
    `prints every sheet's words and numbers${hasPoppler ? '' : ' (skipped: pdftotext of poppler-utils is not here)'}`,
    () => {
      const file = join(out, 'sheets.pdf');
      const pages = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
        .stdout.split('\f')
        .filter((page) => page.trim() !== '');
      expect(pages).toHaveLength(sheets.length);
      pages.forEach((page, at) => {
        const sheet = printedSheet(sheets[at]!, ['en']);
        const words = page.replaceAll(/\s+/g, '');
        for (const line of [...sheet.title, ...sheet.items.flatMap(({ asks }) => asks)])
          expect(words).toContain(line.replaceAll(/\s+/g, ''));
        expect(page).not.toContain('script ran');
      });
    },
  );

  it('carries errors to the page with their code', () => {
    expect(result.page.error.code).toBe('not_found');
    expect(result.page.error.sentence).not.toBe('');
  });

  it('trains in an engine process of its own, over a port handed from main', () => {
    expect(result.page.train).toEqual({ state: 'fresh', outputs: 400 });
  });

  it.skipIf(!existsSync(addonPath() ?? ''))(
    'measures threads the first time, in processes that main starts for the engine',
    () => {
      const file = join(folder, 'cache', 'portrait', 'engine', 'threads.json');
      const kept = threadTimes.parse(JSON.parse(readFileSync(file, 'utf8')));
      expect(kept.measured.length).toBeGreaterThanOrEqual(2);
      for (const { stepMs } of kept.measured) expect(stepMs).toHaveLength(3);
    },
  );

  it('asks before closing while training, and stays open when told to', () => {
    expect(result.facts.asked).toEqual([
      {
        message: 'Training is still running.',
        buttons: ['Close and Keep Training', 'Stop and Quit', 'Cancel'],
      },
    ]);
  });

  it('keeps a screenshot and the place of the window', () => {
    const png = readFileSync(join(out, 'window.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(result.facts.size.width).toBeGreaterThan(800);
    const state = JSON.parse(readFileSync(join(folder, 'user-data', 'window.json'), 'utf8'));
    expect(state).toMatchObject({ maximized: false });
  });
});
