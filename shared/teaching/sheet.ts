import { deriveSeed } from '../random/index.ts';
import { chooseQuestion } from './choose-question.ts';
import { exampleStep, withOwnWeights, type Example } from './examples/example.ts';
import { examples } from './examples/index.ts';
import { givenIn, type GivenOrBlank, type HiddenPart } from './fading.ts';
import type { LessonStep } from './lesson.ts';
import type { NumberQuestion } from './question.ts';
import { questionKinds } from './questions/index.ts';
import { traceOf } from './trace.ts';

/** A question on paper: numbers printed or left blank, about one of the sheet's nets. */
export type SheetItem = {
  question: NumberQuestion;
  hidden: HiddenPart;
  given: GivenOrBlank[];
  net: Example;
};

/** What one student gets, numbered from 1: nets with weights of their own, and questions about them. */
export type Sheet = { student: number; nets: Example[]; items: SheetItem[] };

/** As many as go on one page with their nets. */
const mostItems = 8;

/**
 * A sheet for each of `students`, all different, from a seed: the numbers a lesson asks for, on weights of their own with two
 * decimals, so that everything can be computed from what is printed. `own` is the net of the cell, as an example.
 */
export function exerciseSheets(
  steps: readonly LessonStep[],
  students: number,
  seed: number,
  own: Example | null = null,
): Sheet[] {
  const asked = chosenSteps(steps, own);
  return Array.from({ length: students }, (_, index) => {
    const student = index + 1;
    const sheetSeed = deriveSeed(seed, `sheet ${student}`);
    const nets = new Map<string, Example>();
    const items = asked.flatMap(({ step, index: at }): SheetItem[] => {
      const base = step.example === null ? own : examples[step.example];
      if (base === null || step.question === null) return [];
      const net = nets.get(base.name) ?? withOwnWeights(base, deriveSeed(sheetSeed, shape(base)));
      const question = chooseQuestion(
        questionKinds[step.question],
        traceOf(exampleStep(net)),
        deriveSeed(sheetSeed, `item ${at}`),
      );
      if (question?.type !== 'number') return [];
      nets.set(base.name, net);
      return [{ question, hidden: step.hidden, given: givenIn(question, step.hidden), net }];
    });
    return { student, nets: [...nets.values()], items };
  });
}

/** Nets of the same tensors get the same weights, so that what differs between them is seen. */
function shape({ weights }: Example): string {
  return JSON.stringify(weights);
}

/** The steps that ask for a number, those with something hidden first where there are too many; in the lesson's order. */
function chosenSteps(
  steps: readonly LessonStep[],
  own: Example | null,
): { step: LessonStep; index: number }[] {
  const asking = steps
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.question !== null && (step.example !== null || own !== null));
  const weight = { all: 0, lastFactor: 1, nothing: 2 } as const;
  return asking
    .toSorted((a, b) => weight[a.step.hidden] - weight[b.step.hidden] || a.index - b.index)
    .slice(0, mostItems)
    .toSorted((a, b) => a.index - b.index);
}
