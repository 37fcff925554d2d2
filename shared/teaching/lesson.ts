import { z } from 'zod';
import { keysOf } from '../keys-of.ts';
import { exampleName } from './examples/index.ts';
import { hiddenPart } from './fading.ts';
import { questionKinds } from './questions/index.ts';
import { walkStep } from './walk-steps.ts';

/** One screen of a lesson: what is looked at, on which net, how much of it is hidden, and what is asked. */
export const lessonStep = z.object({
  at: walkStep,
  /** A net that comes with Portrait; null is the net of the cell itself. */
  example: exampleName.nullable().default(null),
  question: z.enum(keysOf(questionKinds)).nullable().default(null),
  hidden: hiddenPart.default('nothing'),
  minutes: z.number().min(0).max(600).default(2),
  /** What the teacher wants to remember; printed with the notes, not shown to the class. */
  note: z.string().max(4000).default(''),
});
export type LessonStep = z.infer<typeof lessonStep>;

/** A lesson as a list of steps, kept in the settings of its cell. */
export const lesson = z.object({
  title: z.string().max(200),
  steps: z.array(lessonStep).max(100),
});
export type Lesson = z.infer<typeof lesson>;

/** Lessons that come with Portrait, in the order they are best given. */
export const shippedLessonName = z.enum([
  'oneNeuron',
  'backpropByHand',
  'whyScale',
  'deepSigmoids',
]);
export type ShippedLessonName = z.infer<typeof shippedLessonName>;

/** One that comes with Portrait, by its name, or one of a teacher's own, by its place among them; null walks freely. */
export const chosenLesson = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('shipped'), name: shippedLessonName }),
    z.object({ type: z.literal('own'), index: z.number().int().min(0) }),
  ])
  .nullable();
export type ChosenLesson = z.infer<typeof chosenLesson>;

export function minutesOf({ steps }: Pick<Lesson, 'steps'>): number {
  return steps.reduce((sum, { minutes }) => sum + minutes, 0);
}
