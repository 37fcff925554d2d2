import { describe, expect, it } from 'vitest';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import { exerciseSheets } from '#shared/teaching/sheet.ts';
import { keyHtml, sheetsHtml } from '../../../../src-renderer/teaching/sheet-html.ts';
import { keyMarkdown, sheetsMarkdown } from '../../../../src-renderer/teaching/sheet-markdown.ts';
import { answersFromPrint, keyFromPrint } from './read-sheet.ts';

describe.each(shippedLessons.map((own) => [own.name, own] as const))(
  'Thirty exercise sheets of the lesson %s',
  (name, { steps }) => {
    const sheets = exerciseSheets(steps, 30, 7);

    it('are thirty different ones, the same again from the same seed, others from another', () => {
      const texts = sheets.map((sheet) => sheetsMarkdown([sheet], name, ['en']));
      const numbers = texts.map((text) => text.replace(/sheet \d+/i, ''));
      expect(new Set(numbers).size).toBe(30);
      expect(exerciseSheets(steps, 30, 7)).toEqual(sheets);
      expect(exerciseSheets(steps, 30, 8)).not.toEqual(sheets);
      expect(sheets.every(({ items }) => items.length >= 6)).toBe(true);
    });

    it('have a key whose every number follows from what is printed on the sheet', () => {
      const key = keyFromPrint(keyMarkdown(sheets, name, ['en']));
      expect(key).toHaveLength(30);
      let compared = 0;
      for (const [index, sheet] of sheets.entries()) {
        const answers = answersFromPrint(sheetsMarkdown([sheet], name, ['en']));
        expect(key[index]).toHaveLength(answers.length);
        for (const [item, { value, about }] of answers.entries()) {
          const printed = key[index]?.[item];
          expect(Math.abs(printed! - value), `sheet ${index + 1}, ${about}`).toBeLessThanOrEqual(
            0.0004,
          );
          compared += 1;
        }
      }
      expect(compared).toBe(sheets.reduce((sum, { items }) => sum + items.length, 0));
    });

    it('come in both languages, one under the other, with the same numbers', () => {
      const [first] = sheets;
      const both = sheetsMarkdown([first!], name, ['en', 'zh-CN']);
      expect(both).toMatch(/[一-鿿]/);
      const answers = answersFromPrint(both).map(({ value }) => value);
      expect(answers).toEqual(
        answersFromPrint(sheetsMarkdown([first!], name, ['en'])).map(({ value }) => value),
      );
    });

    it('make pages that need nothing else and hide what is to be found', () => {
      const html = sheetsHtml(sheets, '<b>"Class" & Co</b>', ['en', 'zh-CN']);
      expect(html.match(/<article>/g)).toHaveLength(30);
      expect(html).not.toMatch(/<script|src=|href=|<b>/);
      expect(html).toContain('______');
      const key = keyHtml(sheets, name, ['zh-CN']);
      expect(key.match(/class="key-of"/g)).toHaveLength(30);
      expect(html).not.toMatch(/NaN|undefined|e-\d/);
      expect(key).not.toMatch(/NaN|undefined|e-\d/);
    });
  },
);
