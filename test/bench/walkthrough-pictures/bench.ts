/**
 * A picture of each step of the walk as a class sees it, for docs/walkthrough.md: 1280x720 in English and light, 1920x1080
 * in Chinese and dark. Steps that the worked example lacks come from a small net with dropout, batch normalisation, a
 * penalty and Adam. Prints what each weighs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { runInto } from '../../support/run-notebook.ts';
import { openWindow } from '../../support/window.ts';

type Cell = Notebook['cells'][number];
const cell = (kind: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{ id: kind, kind, name: kind, inputs, collapsed: false },
  settings: settings as Cell['settings'],
});
const into = fileURLToPath(new URL('../../../docs/images/walkthrough/', import.meta.url));
/** Pictures are kept at this width, at which all of it can still be read. */
const kept = 840;
const screens = [
  { width: 1280, height: 720, theme: 'light', locale: 'en-US' },
  { width: 1920, height: 1080, theme: 'dark', locale: 'zh-CN' },
] as const;

const folder = temporaryFolder();
const path = folder.file('visits.csv');
const random = createRandom(3);
const rows = Array.from({ length: 80 }, (_, row) => {
  const age = 18 + random.below(50);
  const city = ['Beijing', 'Shanghai', 'Chengdu'][random.below(3)];
  return [row + 1, age, city, age > 40 || city === 'Beijing' ? 'yes' : 'no'].join(',');
});
writeFileSync(path, ['user_id,age,city,clicked', ...rows].join('\n'));
const layers = [
  { type: 'dense', units: 4, activation: 'tanh', l2: 0.01 },
  { type: 'batchNorm' },
  { type: 'dense', units: 3, activation: 'relu' },
  { type: 'dropout', rate: 0.25 },
];
const walk = (inputs: Cell['inputs']) => cell('walkthrough', { batch: true }, inputs);
const notebook = (cells: Cell[]): Notebook => ({
  ...{ format: 'portrait-notebook', version: 1, title: 'Walk', seed: 1, cells },
});
const nets = [
  notebook([walk({})]),
  notebook([
    cell('data', { source: { type: 'file', path, name: 'visits.csv' } }),
    cell('features', { label: { column: 'clicked' } }, { table: ['data'] }),
    cell('model', { layers }, { features: ['features'] }),
    walk({ network: ['model'] }),
  ]),
];

mkdirSync(into, { recursive: true });
let weight = 0;
for (const { width, height, theme, locale } of screens) {
  const seen = new Set<string>();
  for (const net of nets) {
    const open = await openWindow({
      ...{ locale, dark: theme === 'dark' },
      fill: (file) => runInto(file, net),
    });
    try {
      const { page } = open;
      await page.setViewportSize({ width, height });
      const shown = page.locator('[data-cell=walkthrough]');
      await shown.focus();
      await shown.locator('.board').waitFor();
      await shown.locator('.steps [aria-checked=true]').focus();
      await page.keyboard.press('p');
      const title = page.locator('dialog.present h3');
      await title.waitFor();
      await page.evaluate(() => document.fonts.ready);
      const shrinker = await page.context().newPage();
      await page.bringToFront();
      for (;;) {
        const before = await title.innerText();
        const step = before.trim().split(/\s/)[0]?.padStart(2, '0') ?? '';
        await page.waitForTimeout(900);
        if (!seen.has(step)) {
          const picture = await webp(shrinker, await page.screenshot());
          writeFileSync(`${into}step-${step}-${width}.webp`, picture);
          console.log(`step ${step}, ${width}x${height}: ${(picture.length / 1024).toFixed(1)} kB`);
          weight += picture.length;
          seen.add(step);
        }
        await page.keyboard.press('ArrowRight');
        await page.waitForTimeout(100);
        if ((await title.innerText()) === before) break;
      }
    } finally {
      await open.close();
    }
  }
  console.log(`${width}x${height}: ${seen.size} steps`);
}
folder.remove();
console.log(`in all ${(weight / 1024).toFixed(0)} kB`);

/** A screenshot as WebP of the width that is kept, made by a blank page of the same browser. */
async function webp(page: Page, png: Buffer): Promise<Buffer> {
  const made = await page.evaluate(
    async ([data = '', width = 0]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = Number(width);
      canvas.height = Math.round((image.height / image.width) * Number(width));
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/webp', 0.55).split(',')[1] ?? '';
    },
    [png.toString('base64'), kept] as const,
  );
  return Buffer.from(made, 'base64');
}
