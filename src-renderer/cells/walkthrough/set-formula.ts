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

/** More signs than this and their result do not stand on one line of the panel. */
const longest = 24;

/** About how many signs a piece of TeX sets: of a fraction the longer half. */
function written(tex: string): number {
  const fraction = /^\\dfrac\{(.*)\}\{(.*)\}$/.exec(tex);
  if (fraction) return Math.max(written(fraction[1] ?? ''), written(fraction[2] ?? ''));
  return tex.replace(/\\htmlData\{[^}]*\}/g, '').replace(/\\[a-zA-Z]+|[{}\s]/g, '').length;
}

function linesOf({ left, symbols, numbers, result }: Formula, compact: boolean): string[] {
  const answer = `\\htmlClass{result}{\\boldsymbol{${result}}}`;
  if (compact && numbers.length === 0) return [`${left} &= ${symbols} = ${answer}`];
  if (compact && numbers.length === 1 && written(numbers[0] ?? '') <= longest) {
    return [`${left} &= ${symbols}`, `&= ${numbers[0] ?? ''} = ${answer}`];
  }
  const put = numbers.map((line, at) => (at === 0 ? `&= ${line}` : `&\\phantom{=}\\, ${line}`));
  return [`${left} &= ${symbols}`, ...put, `&= ${answer}`];
}
