import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { lesson as lessonSchema, type Lesson } from '#shared/teaching/lesson.ts';
import { lessonQuestion } from '#shared/teaching/lesson-question.ts';
import LessonEditor from '../../../../src-renderer/cells/walkthrough/lesson/LessonEditor.svelte';
import {
  exampleOutput,
  exampleWalk,
} from '../../../unit/renderer/cells/walkthrough/example-walk.ts';

const own = { output: exampleOutput, walk: exampleWalk([0]) };
const empty: Lesson = { title: 'Mine', steps: [] };

/** The editor with a cell around it that takes every change. */
async function edit(start: Lesson) {
  const onchange = vi.fn<(lesson: Lesson) => void>();
  const props = { lesson: start, own, onchange };
  const screen = await render(LessonEditor, props);
  const now = (): Lesson => onchange.mock.lastCall?.[0] ?? start;
  const taken = async (): Promise<Lesson> => {
    await screen.rerender({ ...props, lesson: now() });
    // What is edited can always be kept in a notebook.
    expect(lessonSchema.parse(now())).toEqual(now());
    return now();
  };
  return { screen, taken };
}
const choose = async (label: RegExp, option: string | RegExp, line = 0) => {
  await page.getByRole('combobox', { name: label }).nth(line).click();
  await page.getByRole('option', { name: option }).first().click();
};

it('makes a lesson step by step: net, question, help, minutes and note', async () => {
  const { screen, taken } = await edit(empty);
  await expect.element(screen.getByText(/^This lesson has no steps yet/)).toBeVisible();
  await screen.getByRole('button', { name: 'Add a step' }).click();
  expect((await taken()).steps).toHaveLength(1);
  await choose(/^On/, 'deep, ReLU');
  expect((await taken()).steps[0]).toMatchObject({ example: 'deepRelu' });
  await choose(/^What is shown or asked/, /^Loss: /);
  const [step] = (await taken()).steps;
  expect(step).toMatchObject({ at: 'loss' });
  expect(lessonQuestion(step!, 0, 1, null)).not.toBeNull();
  await choose(/^Help/, 'all hidden');
  await taken();
  await screen.getByRole('spinbutton', { name: /^Minutes/ }).fill('7');
  await userEvent.keyboard('{Enter}');
  await taken();
  await screen.getByRole('textbox', { name: /^For the teacher/ }).fill('Ask the back row.');
  await userEvent.keyboard('{Enter}');
  await taken();
  await screen.getByRole('textbox', { name: /^Title/ }).fill('Loss');
  await userEvent.keyboard('{Enter}');
  const made = await taken();
  expect(made).toMatchObject({ title: 'Loss', steps: [{ minutes: 7, hidden: 'all' }] });
  expect(made.steps[0]?.note).toBe('Ask the back row.');
});

it('moves, removes and adds steps without losing what the others say', async () => {
  const steps = ['preActivation', 'activation', 'loss'].map((at, index) => ({
    ...{ at, example: 'oneNeuron', question: null, hidden: 'nothing' },
    ...{ minutes: index + 1, note: `note ${index}` },
  }));
  const { screen, taken } = await edit(lessonSchema.parse({ title: 'Three', steps }));
  const order = (lesson: Lesson) => lesson.steps.map(({ at }) => at);
  await screen.getByRole('button', { name: 'Move down' }).first().click();
  expect(order(await taken())).toEqual(['activation', 'preActivation', 'loss']);
  await screen.getByRole('button', { name: 'Move up' }).nth(2).click();
  expect(order(await taken())).toEqual(['activation', 'loss', 'preActivation']);
  await screen.getByRole('button', { name: 'Remove step 1' }).click();
  const left = await taken();
  expect(order(left)).toEqual(['loss', 'preActivation']);
  expect(left.steps.map(({ note }) => note)).toEqual(['note 2', 'note 0']);
  await screen.getByRole('button', { name: 'Add a step' }).click();
  const more = await taken();
  // A further step goes on where the last one was, without its note.
  expect(more.steps[2]).toMatchObject({ at: 'preActivation', note: '', minutes: 1 });
  await expect.element(screen.getByRole('button', { name: 'Move down' }).last()).toBeDisabled();
  await expect.element(screen.getByRole('button', { name: 'Move up' }).first()).toBeDisabled();
});

it('lets go of a question that another net cannot be asked', async () => {
  const step = { at: 'dropout', example: 'threeUsersDropout', question: 'dropout' };
  const { taken } = await edit(lessonSchema.parse({ title: '', steps: [step] }));
  await choose(/^On/, /^four users$/);
  const [left] = (await taken()).steps;
  expect(left).toMatchObject({ example: 'fourUsers', question: null });
});

it('offers every question its net can be asked, and no other', async () => {
  const step = { at: 'preActivation', example: 'oneNeuron', question: 'preActivation' };
  await edit(lessonSchema.parse({ title: '', steps: [step] }));
  await page.getByRole('combobox', { name: /^What is shown or asked/ }).click();
  const options = page
    .getByRole('option')
    .elements()
    .map((option) => option.textContent.trim());
  expect(options.some((text) => /dropout|Adam/i.test(text))).toBe(false);
  expect(options.filter((text) => text.startsWith('Only shown:')).length).toBeGreaterThan(6);
  expect(options.filter((text) => text.startsWith('Loss: ')).length).toBeGreaterThan(0);
});
