import type { ChosenLesson, Lesson } from '#shared/teaching/lesson.ts';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import { lessonNote, lessonTitle } from '../../../teaching/words.ts';

/** The lesson chosen, its title and notes in the language of the window; null where there is none. */
export function lessonOf(chosen: ChosenLesson, own: readonly Lesson[]): Lesson | null {
  if (chosen === null) return null;
  if (chosen.type === 'own') return own[chosen.index] ?? null;
  const shipped = shippedLessons.find(({ name }) => name === chosen.name);
  if (shipped === undefined) return null;
  const steps = shipped.steps.map((step, at) => ({ ...step, note: lessonNote(chosen.name, at) }));
  return { title: lessonTitle(chosen.name), steps };
}
