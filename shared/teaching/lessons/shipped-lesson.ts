import type { ExampleName } from '../examples/index.ts';
import type { HiddenPart } from '../fading.ts';
import { lessonStep, type LessonStep, type ShippedLessonName } from '../lesson.ts';
import { questionKinds, type QuestionName } from '../questions/index.ts';

/** A lesson that comes with Portrait; its title and the note of each step are looked up by its name. */
export type ShippedLesson = { name: ShippedLessonName; steps: LessonStep[] };

/** A step about a kind of question, where the walk has it. */
export function asking(
  question: QuestionName,
  example: ExampleName,
  hidden: HiddenPart,
  minutes: number,
): LessonStep {
  const { step: at } = questionKinds[question];
  return lessonStep.parse({ at, example, question, hidden, minutes });
}
