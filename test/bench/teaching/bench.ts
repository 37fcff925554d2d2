/** What the questions of the shipped lessons recognise, and how sheets come out. Prints figures; asserts nothing. */
import { judgeNumber } from '#shared/teaching/judge.ts';
import { lessonQuestion } from '#shared/teaching/lesson-question.ts';
import { shippedLessons } from '#shared/teaching/lessons/index.ts';
import { minutesOf } from '#shared/teaching/lesson.ts';
import { exerciseSheets } from '#shared/teaching/sheet.ts';

const seeds = 50;
const students = 30;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
const total = { wrong: 0, named: 0, ambiguous: 0, right: 0, passed: 0 };

for (const { name, steps } of shippedLessons) {
  const own = { wrong: 0, named: 0, ambiguous: 0, right: 0, passed: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [index, step] of steps.entries()) {
      const question = lessonQuestion(step, index, seed, null)?.question;
      if (question?.type !== 'number') continue;
      for (const { mistake, shown } of question.mistakes) {
        const verdict = judgeNumber(question, Number(shown.toFixed(4)));
        own.wrong += 1;
        if (verdict.verdict === 'mistake' && verdict.mistake === mistake) own.named += 1;
        if (verdict.verdict === 'ambiguous') own.ambiguous += 1;
      }
      for (const answer of Object.values(question.answer)) {
        own.right += 1;
        if (judgeNumber(question, Number(answer.toFixed(4))).verdict === 'right') own.passed += 1;
      }
    }
  }
  const began = performance.now();
  const sheets = exerciseSheets(steps, students, 1);
  const milliseconds = performance.now() - began;
  const different = new Set(sheets.map(({ items }) => JSON.stringify(items))).size;
  console.log(
    [
      `${name}: ${steps.length} steps, ${minutesOf({ steps })} min`,
      `${own.wrong} wrong answers: ${percent(own.named, own.wrong)} named, ${percent(own.ambiguous, own.wrong)} told as ambiguous`,
      `${own.right} right answers: ${percent(own.passed, own.right)} passed`,
      `${students} students: ${different} different sheets in ${milliseconds.toFixed(0)} ms`,
    ].join('\n  '),
  );
  for (const key of ['wrong', 'named', 'ambiguous', 'right', 'passed'] as const) {
    total[key] += own[key];
  }
}
console.log(
  `all: ${percent(total.named, total.wrong)} of ${total.wrong} wrong answers named, ${percent(total.passed, total.right)} of ${total.right} right ones passed`,
);
