import katex from 'katex';
import type { Formula } from './formulas/formula.ts';

/** Sets equations as a blackboard has them, aligned at their equals signs. What they are made of is ours, never a reader's text. */
export function setFormulas(element: HTMLElement, formulas: readonly Formula[]): void {
  const lines = formulas.map(({ left, symbols, numbers, result }) => {
    const put = numbers.map((line, index) =>
      index === 0 ? `&= ${line}` : `&\\phantom{=}\\, ${line}`,
    );
    return [
      `${left} &= ${symbols}`,
      ...put,
      `&= \\htmlClass{result}{\\boldsymbol{${result}}}`,
    ].join(' \\\\ ');
  });
  katex.render(`\\begin{aligned} ${lines.join(' \\\\[0.9em] ')} \\end{aligned}`, element, {
    displayMode: true,
    throwOnError: false,
    strict: false,
    // Marks of which number a part is; nothing else is allowed.
    trust: ({ command }) => command === '\\htmlData' || command === '\\htmlClass',
    maxExpand: 2000,
    errorColor: 'var(--bad)',
  });
}
