import type { LessonStep } from '#shared/teaching/lesson.ts';
import { choiceFor } from '../choice.ts';
import type { LessonScreen } from './lesson-walk.ts';
import { netColumns } from '../net/net-columns.ts';
import type { WalkScreen } from '../walk-screen.svelte.ts';

/** Turns the screen to a step of a lesson: to what is asked about, nothing revealed yet. */
export function lookAtLesson(screen: WalkScreen, step: LessonStep, shown: LessonScreen): void {
  const asked = shown.question;
  screen.step = step.at;
  screen.revealed = false;
  screen.asks = asked !== null;
  screen.row = asked?.place.row ?? 0;
  if (asked === null) {
    screen.choice = choiceFor(step.at, netColumns(shown.walk), screen.choice);
    return;
  }
  const { layer, unit, from } = asked.place;
  const hidden = shown.walk.rules.spec.layers.filter(({ type }) => type === 'dense').length;
  const number = layer === 'output' ? hidden + 1 : Number(layer.split('_').at(-1));
  screen.choice = { column: Number.isFinite(number) ? number : 1, unit, from: from ?? -1 };
}
