import { describe, expect, it } from 'vitest';
import { givenIn } from '#shared/teaching/fading.ts';
import { judgeNumber } from '#shared/teaching/judge.ts';
import { lessonQuestion } from '#shared/teaching/lesson-question.ts';
import { lesson, minutesOf } from '#shared/teaching/lesson.ts';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import type { NumberQuestion } from '#shared/teaching/question.ts';
import { walkSteps } from '#shared/teaching/walk-steps.ts';

const seeds = Array.from({ length: 12 }, (_, s) => s + 1);

describe.each(shippedLessons.map((own) => [own.name, own] as const))(
  'The lesson %s',
  (name, own) => {
    const posed = seeds.flatMap((seed) =>
      own.steps.map((step, index) => lessonQuestion(step, index, seed, null)),
    );
    const numbers = posed.flatMap((one) => (one?.question.type === 'number' ? [one.question] : []));

    it('asks something at every step, from every seed', () => {
      expect(posed.every((one) => one !== null)).toBe(true);
    });

    it('takes the minutes it promises', () => {
      const minutes = { oneNeuron: 20, backpropByHand: 45, whyScale: 20, deepSigmoids: 30 };
      expect(minutesOf(own)).toBe(new Map(Object.entries(minutes)).get(name));
    });

    it('fits the settings of a cell, its steps in an order the walk knows', () => {
      const kept = lesson.parse({ title: name, steps: own.steps });
      expect(kept.steps).toEqual(own.steps);
      expect(own.steps.every(({ at }) => walkSteps.includes(at))).toBe(true);
    });

    it('names at least 95 % of the wrong answers its mistakes make, rounded as people write them', () => {
      const made = numbers.flatMap((question) =>
        question.mistakes.map((wrong) => ({ question, wrong })),
      );
      const named = made.filter(({ question, wrong }) => {
        const verdict = judgeNumber(question, Number(wrong.shown.toFixed(4)));
        return verdict.verdict === 'mistake' && verdict.mistake === wrong.mistake;
      });
      expect(made.length).toBeGreaterThan(200);
      expect(named.length / made.length).toBeGreaterThanOrEqual(0.95);
    });

    it('never takes a mistake for right, nor names one where another gives the same number', () => {
      for (const question of numbers) {
        for (const wrong of question.mistakes) {
          const verdict = judgeNumber(question, wrong.shown);
          expect(verdict.verdict).not.toBe('right');
          if (verdict.verdict !== 'mistake') continue;
          const same = question.mistakes.filter(
            (other) => Math.abs(other.shown - wrong.shown) <= 0.0004,
          );
          expect(new Set(same.map(({ mistake }) => mistake)).size).toBe(1);
        }
      }
    });

    it('passes every right answer of four decimals, from the shown numbers and from the exact ones', () => {
      for (const question of numbers) {
        for (const value of Object.values(question.answer)) {
          expect(judgeNumber(question, Number(value.toFixed(4)))).toEqual({ verdict: 'right' });
        }
      }
    });

    it('asks the same again for the same seed, and others for others', () => {
      const again = own.steps.map((step, index) => lessonQuestion(step, index, 1, null));
      expect(again.map((one) => one?.question)).toEqual(
        posed.slice(0, own.steps.length).map((one) => one?.question),
      );
      expect(new Set(numbers.map((question) => JSON.stringify(question))).size).toBeGreaterThan(
        numbers.length / 4,
      );
    });
  },
);

describe('The three passes', () => {
  const [first] = shippedLessons;
  const question = lessonQuestion(first!.steps[1]!, 1, 1, null)!.question as NumberQuestion;

  it('show all, hide the last factor, hide everything', () => {
    const blanks = (hidden: 'nothing' | 'lastFactor' | 'all'): number =>
      givenIn(question, hidden).filter(({ value }) => value === null).length;
    expect(blanks('nothing')).toBe(0);
    expect(blanks('lastFactor')).toBe(1);
    expect(blanks('all')).toBe(question.given.length);
  });

  it('ask in the last one on weights of another seed', () => {
    const last = first!.steps.length - 1;
    const [one, other] = [1, 2].map((seed) =>
      lessonQuestion(first!.steps[last]!, last, seed, null),
    );
    expect(one?.source.state.weights.get('output/kernel')).not.toEqual(
      other?.source.state.weights.get('output/kernel'),
    );
  });
});
