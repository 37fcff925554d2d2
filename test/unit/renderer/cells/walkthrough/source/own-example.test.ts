import { describe, expect, it } from 'vitest';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { lessonStep } from '#shared/teaching/lesson.ts';
import { exerciseSheets } from '#shared/teaching/sheet.ts';
import {
  ownExample,
  paperNames,
} from '../../../../../../src-renderer/cells/walkthrough/source/own-example.ts';
import { notesHtml } from '../../../../../../src-renderer/teaching/notes-html.ts';
import { sheetsHtml } from '../../../../../../src-renderer/teaching/sheet-html.ts';
import {
  keyMarkdown,
  sheetsMarkdown,
} from '../../../../../../src-renderer/teaching/sheet-markdown.ts';
import { answersFromPrint, keyFromPrint } from '../../../teaching/read-sheet.ts';
import { drawnWalk, exampleOutput, exampleWalk } from '../example-walk.ts';

const asked = ['preActivation', 'activation', 'binaryLoss', 'outputDelta', 'gradient', 'update'];
const steps = asked.map((question) => lessonStep.parse({ at: 'loss', question, example: null }));
const own = { output: exampleOutput, walk: exampleWalk([0, 1]) };

describe('Exercise sheets on the net of the cell itself', () => {
  const sheets = exerciseSheets(steps, 30, 5, ownExample(own));
  const print = (index: number): string =>
    sheetsMarkdown(sheets.slice(index, index + 1), 'Own', ['en'], paperNames(own));

  it('are thirty different ones, their inputs called by the features', () => {
    const texts = sheets.map((_, index) => print(index).replace(/sheet \d+/i, ''));
    expect(new Set(texts).size).toBe(30);
    expect(sheetsHtml(sheets, 'Own', ['zh-CN'], paperNames(own))).toContain(
      exampleOutput.prep.features[1],
    );
  });

  it('have a key whose every number follows from what is printed', () => {
    const key = keyFromPrint(keyMarkdown(sheets, 'Own', ['en']));
    let compared = 0;
    for (const [index] of sheets.entries()) {
      for (const [item, { value, about }] of answersFromPrint(print(index)).entries()) {
        expect(Math.abs((key[index]?.[item] ?? NaN) - value), about).toBeLessThanOrEqual(0.0004);
        compared += 1;
      }
    }
    expect(compared).toBe(30 * steps.length);
  });

  it('are not made of nets that a page does not hold', () => {
    const dense = { type: 'dense', units: 4, activation: 'relu' };
    const output = { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' };
    for (const [inputs, layers] of [
      [13, [dense]],
      [4, [{ ...dense, units: 9 }]],
      [4, [dense, { type: 'batchNorm' }]],
      [4, [{ ...dense, l1: 0.01 }]],
    ] as const) {
      const large = drawnWalk(modelSpec.parse({ inputs, layers, output }), {}, 2, 1);
      expect(ownExample(large)).toBeNull();
      expect(exerciseSheets(steps, 2, 1, ownExample(large))[0]?.items).toEqual([]);
    }
  });
});

describe('A lesson’s notes', () => {
  const [first] = steps;
  const lesson = { title: 'A <b>', steps: [{ ...first!, minutes: 7, note: 'Say "δ" & wait' }] };

  it.each(['en', 'zh-CN'] as const)('print in %s, each with its step and minutes', (locale) => {
    const page = notesHtml(lesson, ['4 Loss'], locale);
    expect(page).toContain('Say &quot;δ&quot; &amp; wait');
    expect(page).toContain('4 Loss');
    expect(page).toContain(locale === 'en' ? '7 min' : '7 分钟');
    expect(page).not.toMatch(/<script|src=|<b>/);
  });
});
