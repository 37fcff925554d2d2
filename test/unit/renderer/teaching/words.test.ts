import { describe, expect, it } from 'vitest';
import { exampleStep } from '#shared/teaching/examples/example.ts';
import { examples } from '#shared/teaching/examples/index.ts';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import { mistakeNames } from '#shared/teaching/mistakes.ts';
import { questionKinds } from '#shared/teaching/questions/index.ts';
import { traceOf } from '#shared/teaching/trace.ts';
import {
  choiceText,
  exampleNames,
  lessonNote,
  lessonTitle,
  mistakeText,
  questionText,
  rowText,
  verdictText,
} from '../../../../src-renderer/teaching/words.ts';

const locales = ['en', 'zh-CN'] as const;
const chinese = /[一-鿿]/;

describe.each(locales)('The words of teaching in %s', (locale) => {
  const right = (text: string): void => {
    expect(text).not.toMatch(/[{}]|undefined|NaN/);
    if (locale === 'zh-CN') expect(text).toMatch(chinese);
    else expect(text).not.toMatch(chinese);
  };

  it('have a sentence for every mistake', () => {
    for (const mistake of mistakeNames) right(mistakeText(mistake, null, locale));
    expect(new Set(mistakeNames.map((own) => mistakeText(own, null, locale))).size).toBe(
      mistakeNames.length,
    );
  });

  it('ask every kind of question in every example, and say what a mistake there still needs', () => {
    const asked = new Set<string>();
    for (const example of Object.values(examples)) {
      const trace = traceOf(exampleStep(example));
      const names = exampleNames(example, locale);
      for (const [name, kind] of Object.entries(questionKinds)) {
        for (const place of kind.places(trace).slice(0, 6)) {
          const question = kind.ask(trace, place);
          if (question === null) continue;
          asked.add(name);
          right(questionText(question, names, locale));
          const row = rowText(question, locale);
          if (row !== null) right(row);
          if (question.type === 'choice') {
            for (const option of question.options) right(choiceText(option, locale));
            continue;
          }
          for (const { mistake, hint } of question.mistakes) {
            const text = mistakeText(mistake, hint, locale);
            right(text);
            if (hint !== null) expect(text).not.toBe(mistakeText(mistake, null, locale));
          }
        }
      }
    }
    expect(asked.size).toBeGreaterThan(18);
  });

  it('have a title and a note for every step of every lesson', () => {
    for (const { name, steps } of shippedLessons) {
      right(lessonTitle(name, locale));
      for (const index of steps.keys()) right(lessonNote(name, index, locale));
      expect(lessonNote(name, steps.length, locale)).toBe('');
    }
  });

  it('tell honestly where a mistake cannot be told', () => {
    const text = verdictText({ verdict: 'ambiguous', mistakes: ['batchSum', 'factorTwo'] }, locale);
    expect(text.split('\n')).toHaveLength(3);
    right(text);
  });
});

describe('A mistake’s sentence', () => {
  it('says what is still needed, with its number', () => {
    expect(mistakeText('slopeMissing', 0.23501, 'en')).toBe(
      'That is ∂L/∂a. δ is ∂L/∂z, so the slope of the activation is still missing. Still: × 0.2350.',
    );
    expect(mistakeText('batchSum', 4, 'zh-CN')).toContain('除以 4');
  });
});
