import katex from 'katex';
import type { Formula } from '../formulas/formula.ts';

/**
 * Sets equations as a blackboard has them, aligned at their equals signs; `compact` on as few lines as can be. What they are
 * made of is ours, never a reader's text.
 */
export function setFormulas(
  element: HTMLElement,
  formulas: readonly Formula[],
  compact: boolean,
): void {
  const lines = formulas.map((formula) => linesOf(formula, compact));
  const whole = lines.map(underEachOther).join(` \\\\[${compact ? '0.5em' : '0.9em'}] `);
  katex.render(`\\begin{aligned} ${whole} \\end{aligned}`, element, {
    displayMode: true,
    throwOnError: false,
    strict: false,
    // Marks of which number a part is; nothing else is allowed.
    trust: ({ command }) => command === '\\htmlData' || command === '\\htmlClass',
    maxExpand: 2000,
    errorColor: 'var(--bad)',
  });
}

/**
 * Lines of one formula. The distance that KaTeX is told counts from the line of writing: what is less than the lower half of
 * a fraction does nothing, and two fractions would touch.
 */
function underEachOther(lines: readonly string[]): string {
  const isTall = (line = '') => line.includes('\\dfrac');
  return lines.reduce((above, line, at) => {
    const gap = !isTall(lines[at - 1]) ? '' : isTall(line) ? '[0.9em]' : '[0.6em]';
    return `${above} \\\\${gap} ${line}`;
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

function linesOf({ left, symbols, numbers, result, rounded }: Formula, compact: boolean): string[] {
  const answer = `\\htmlClass{result}{\\boldsymbol{${result}}}`;
  const is = rounded === true ? '\\approx' : '=';
  if (compact && numbers.length === 0) return [`${left} &= ${symbols} ${is} ${answer}`];
  if (compact && numbers.length === 1 && written(numbers[0] ?? '') <= longest) {
    return [`${left} &= ${symbols}`, `&= ${numbers[0] ?? ''} ${is} ${answer}`];
  }
  const put = numbers.map((line, at) => (at === 0 ? `&= ${line}` : `&\\phantom{=}\\, ${line}`));
  return [`${left} &= ${symbols}`, ...put, `&${is} ${answer}`];
}
