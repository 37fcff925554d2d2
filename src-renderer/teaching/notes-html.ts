import { minutesOf, type Lesson } from '#shared/teaching/lesson.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';
import { escaped, printPage } from './print-page.ts';

/** A lesson as its teacher has it on paper: each step with its minutes and what is to be said. `contents`: what the steps are called. */
export function notesHtml(lesson: Lesson, contents: readonly string[], locale: Locale): string {
  const heading = m.teaching_notes({ minutes: minutesOf(lesson) }, { locale });
  const rows = lesson.steps.map(
    ({ minutes, note }, at) =>
      `<tr><th scope="row">${at + 1}</th><td>${escaped(contents[at] ?? '')}</td><td class="minutes">${m.teaching_notes_minutes(
        { minutes },
        { locale },
      )}</td><td class="note">${escaped(note)}</td></tr>`,
  );
  return printPage(
    `${lesson.title} · ${heading}`,
    [locale],
    `<h1>${escaped(lesson.title)}<small>${escaped(heading)}</small></h1><table class="notes"><tbody>${rows.join('')}</tbody></table>`,
  );
}
