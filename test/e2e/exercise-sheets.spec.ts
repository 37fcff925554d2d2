import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales, type Locale } from '#shared/locale.ts';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import { exerciseSheets } from '#shared/teaching/sheet.ts';
import { sheetsHtml } from '../../src-renderer/teaching/sheet-html.ts';
import { lessonTitle } from '../../src-renderer/teaching/words.ts';
import { launchBrowser } from '../support/browser.ts';

/** What is printed on of an A4 page at 96 dots an inch: 210 mm without two margins of 14 mm. */
const a4 = { width: Math.round(((210 - 28) / 25.4) * 96), height: 1000 };
const students = 4;

describe('Exercise sheets, printed', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: a4 });
  }, 120_000);
  afterAll(() => browser.close());

  const cases = shippedLessons.flatMap(({ name, steps }) =>
    [['en'], ['zh-CN'], [...locales]].map((languages) => ({ name, steps, languages })),
  ) as { name: string; steps: (typeof shippedLessons)[number]['steps']; languages: Locale[] }[];

  it.each(cases)(
    'of $name in $languages fill one A4 page each, and nothing stands out of it',
    { timeout: 120_000 },
    async ({ name, steps, languages }) => {
      const sheets = exerciseSheets(steps, students, 9);
      await page.setContent(sheetsHtml(sheets, lessonTitle(name, languages[0]), languages));
      await page.emulateMedia({ media: 'print' });
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('article *')].flatMap((element) =>
          element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
            ? [`${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`]
            : [],
        ),
      );
      expect(wide).toEqual([]);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(students);
    },
  );
});
