import katex from 'katex';
import type { Formula } from './formulas/formula.ts';

/**
 * Sets equations as a blackboard has them, aligned at their equals signs; `compact` on as few lines as can be. What they are
 * made of is ours, never a reader's text.
 */
export function setFormulas(
  element: HTMLElement,
  formulas: readonly Formula[],
  compact: boolean,
): void {
  const lines = formulas.map((formula) => linesOf(formula, compact).join(' \\\\ '));
  const gap = compact ? '0.5em' : '0.9em';
  katex.render(`\\begin{aligned} ${lines.join(` \\\\[${gap}] `)} \\end{aligned}`, element, {
    displayMode: true,
    throwOnError: false,
    strict: false,
    // Marks of which number a part is; nothing else is allowed.
    trust: ({ command }) => command === '\\htmlData' || command === '\\htmlClass',
    maxExpand: 2000,
    errorColor: 'var(--bad)',
  });
}

function linesOf({ left, symbols, numbers, result }: Formula, compact: boolean): string[] {
  const answer = `\\htmlClass{result}{\\boldsymbol{${result}}}`;
  if (compact && numbers.length === 0) return [`${left} &= ${symbols} = ${answer}`];
  if (compact && numbers.length === 1) {
    return [`${left} &= ${symbols}`, `&= ${numbers[0] ?? ''} = ${answer}`];
  }
  const put = numbers.map((line, at) => (at === 0 ? `&= ${line}` : `&\\phantom{=}\\, ${line}`));
  return [`${left} &= ${symbols}`, ...put, `&= ${answer}`];
}
