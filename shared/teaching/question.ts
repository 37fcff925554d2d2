import type { Mistake } from './mistakes.ts';
import { shownValue, usualDecimals } from './shown.ts';
import type { Trace } from './trace.ts';
import type { WalkStep } from './walk-steps.ts';

/** Which number is asked for: row and unit from 0; `from` is the unit or input before, where a weight is meant. */
export type Place = { layer: string; row: number; unit: number; from: number | null };

/** A number printed with the question: what it is called on the board, and its value as shown. */
export type Given = { symbol: string; value: number; decimals: number };

/** What an answer is held to: computed from the numbers shown, and from the exact ones behind them. */
export type Expected = { shown: number; exact: number };

/** What a mistake gives here; `hint` is the number that was missing or wrong. */
export type WrongAnswer = Expected & { mistake: Mistake; hint: number | null };

type Asked = { kind: string; step: WalkStep; place: Place; formula: string; given: Given[] };

/** Asks for a number; answers within `tolerance` of what is expected are right. */
export type NumberQuestion = Asked & {
  type: 'number';
  answer: Expected;
  decimals: number;
  tolerance: number;
  mistakes: WrongAnswer[];
};

/** Asks which of a few words is true. */
export type ChoiceQuestion = Asked & { type: 'choice'; options: readonly Choice[]; answer: Choice };

export type Choice = 'positive' | 'negative' | 'zero' | 'up' | 'down' | 'same' | 'falls' | 'rises';
export type Question = NumberQuestion | ChoiceQuestion;

/** A kind of question: where in a trace it can be asked, and the question there (null where it makes no sense). */
export type QuestionKind = {
  name: string;
  step: WalkStep;
  places: (trace: Trace) => Place[];
  ask: (trace: Trace, place: Place) => Question | null;
};

/** Four decimals are shown, so a product or a short sum of shown numbers is this far off at most. */
export const tolerance = 0.0002;

/** Passes a number on as it will be shown, or as it is. */
export type Show = (value: number, decimals?: number) => number;

type Wrong = number | { value: number; hint: number };

type NumberKind<G> = {
  name: string;
  step: WalkStep;
  places: (trace: Trace) => Place[];
  /** The numbers of the formula at a place, each through `show`; null where they are not there. */
  read: (trace: Trace, place: Place, show: Show) => G | null;
  formula: (numbers: G) => string;
  given: (numbers: G) => [symbol: string, value: number, decimals?: number][];
  solve: (numbers: G) => number;
  mistakes: { [M in Mistake]?: (numbers: G) => Wrong | Wrong[] | null };
};

/** A kind of question about a number, of which only formula and mistakes need to be told. */
export function numberKind<G>(own: NumberKind<G>): QuestionKind {
  const { name, step, places } = own;
  return {
    ...{ name, step, places },
    ask: (trace, place) => {
      const exact = own.read(trace, place, (value) => value);
      const shown = own.read(trace, place, shownValue);
      if (exact === null || shown === null) return null;
      const answer = { shown: own.solve(shown), exact: own.solve(exact) };
      const given = own.given(shown).map(([symbol, value, decimals = usualDecimals]) => ({
        ...{ symbol, value, decimals },
      }));
      const finite = [answer.shown, answer.exact, ...given.map(({ value }) => value)];
      if (!finite.every(Number.isFinite)) return null;
      return {
        ...{ type: 'number', kind: name, step, place, formula: own.formula(shown), given, answer },
        ...{
          decimals: usualDecimals,
          tolerance,
          mistakes: wrongAnswers(own, shown, exact, answer),
        },
      };
    },
  };
}

/** What each mistake gives; those that give the right answer here, or no number, are no mistakes here. */
function wrongAnswers<G>(
  { mistakes }: NumberKind<G>,
  shown: G,
  exact: G,
  answer: Expected,
): WrongAnswer[] {
  return entriesOf(mistakes).flatMap(([mistake, make]) => {
    const ofExact = listed(make(exact));
    return listed(make(shown)).flatMap((wrong, index) => {
      const value = valueOf(wrong);
      const other = ofExact[index];
      const made: WrongAnswer = {
        ...{ mistake, shown: value, exact: other === undefined ? value : valueOf(other) },
        hint: typeof wrong === 'number' ? null : wrong.hint,
      };
      return Number.isFinite(value) && !answers(answer, value, tolerance) ? [made] : [];
    });
  });
}

/** Whether a number lies within the tolerance of what the shown or the exact numbers give, or between the two. */
export function answers({ shown, exact }: Expected, value: number, within: number): boolean {
  const slack = within * (1 + 1e-9);
  return value >= Math.min(shown, exact) - slack && value <= Math.max(shown, exact) + slack;
}

function entriesOf<V>(record: { [M in Mistake]?: V }): [Mistake, V][] {
  return Object.entries(record) as [Mistake, V][];
}

function listed(made: Wrong | Wrong[] | null): Wrong[] {
  if (made === null) return [];
  return Array.isArray(made) ? made : [made];
}

function valueOf(wrong: Wrong): number {
  return typeof wrong === 'number' ? wrong : wrong.value;
}
