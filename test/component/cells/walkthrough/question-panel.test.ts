import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { WalkthroughSettings } from '#shared/model/cells/walkthrough.ts';
import { exampleStep } from '#shared/teaching/examples/example.ts';
import { examples } from '#shared/teaching/examples/index.ts';
import { questionKinds } from '#shared/teaching/questions/index.ts';
import type { NumberQuestion } from '#shared/teaching/question.ts';
import { traceOf } from '#shared/teaching/trace.ts';
import { exampleNames } from '../../../../src-renderer/teaching/words.ts';
import QuestionPanel from '../../../../src-renderer/cells/walkthrough/lesson/QuestionPanel.svelte';
import { questionKey } from '../../../../src-renderer/cells/walkthrough/lesson/answers.ts';

type Answers = WalkthroughSettings['answers'];
const example = examples.fourUsers;
const trace = traceOf(exampleStep(example));
const names = exampleNames(example);
function asked(row: number): NumberQuestion {
  const place = { layer: 'output', row, unit: 0, from: 0 };
  const question = questionKinds.gradient.ask(trace, place);
  if (question?.type !== 'number') throw new Error('no question');
  return question;
}
const text = (value: number): string => value.toFixed(4);
const draw = (question: NumberQuestion, answers: Answers, at = 'walk gradient') => {
  const onanswers = vi.fn<(answers: Answers) => void>();
  const onright = vi.fn();
  const props = { question, names, at, answers, onanswers, onright };
  return { props, onanswers, onright, screen: render(QuestionPanel, props) };
};

it('keeps an answer as it was typed, judges it, and shows both again when it comes back', async () => {
  const question = asked(0);
  const wrong = question.mistakes.find(({ mistake }) => mistake === 'slopeMissing');
  const typed = text(wrong?.shown ?? NaN);
  const first = draw(question, []);
  const screen = await first.screen;
  await screen.getByRole('textbox').fill(typed);
  await userEvent.keyboard('{Enter}');
  const key = questionKey('walk gradient', question);
  expect(first.onanswers).toHaveBeenLastCalledWith([{ question: key, answer: typed }]);
  const said = screen.container.querySelector('[role=status]')?.textContent.trim() ?? '';
  expect(said).not.toBe('');
  expect(first.onright).not.toHaveBeenCalled();
  screen.unmount();

  const kept = [{ question: key, answer: typed }];
  const again = await draw(question, kept).screen;
  await expect.element(again.getByRole('textbox')).toHaveValue(typed);
  expect(again.container.querySelector('[role=status]')?.textContent.trim()).toBe(said);
});

it('keeps answers of other questions, and forgets one that is emptied', async () => {
  const [question, other] = [asked(0), asked(1)];
  const kept = [{ question: questionKey('walk gradient', other), answer: '1' }];
  const { screen, onanswers, onright } = draw(question, kept);
  const panel = await screen;
  await expect.element(panel.getByRole('textbox')).toHaveValue('');
  await panel.getByRole('textbox').fill(text(question.answer.shown));
  await userEvent.keyboard('{Enter}');
  expect(onright).toHaveBeenCalledOnce();
  expect(onanswers.mock.lastCall?.[0]).toHaveLength(2);
  await panel.getByRole('textbox').fill('');
  await userEvent.keyboard('{Enter}');
  expect(onanswers).toHaveBeenLastCalledWith(kept);
});

it('does not take an answer to the same question with other numbers, or asked elsewhere, for this one', async () => {
  const question = asked(0);
  const key = questionKey('walk gradient', question);
  const kept = [{ question: key, answer: '0.5' }];
  const [first] = question.given;
  const given = [{ ...first!, value: (first?.value ?? 0) + 1 }, ...question.given.slice(1)];
  for (const [asks, at] of [
    [{ ...question, given }, 'walk gradient'],
    [question, 'lesson 3'],
  ] as const) {
    const panel = await draw(asks, kept, at).screen;
    await expect.element(panel.getByRole('textbox')).toHaveValue('');
    panel.unmount();
  }
});

it('says of what is no number that it cannot be read, and keeps it', async () => {
  const { screen, onanswers } = draw(asked(0), []);
  const panel = await screen;
  await panel.getByRole('textbox').fill('about a half');
  await userEvent.keyboard('{Enter}');
  expect(onanswers.mock.lastCall?.[0]?.[0]?.answer).toBe('about a half');
  await expect.element(panel.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
});
