import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import type { PlanSplit } from '../graph/index.ts';

const steps: { [type in PlanStep['type']]: string } = {
  text: 'tidy the text',
  replace: 'replace values',
  retype: 'read it as another type',
  clip: 'move what lies outside to the bound',
  indicator: 'mark missing values in a new column',
  fill: 'fill missing values',
  rename: 'rename it',
  drop: 'leave columns out',
  keep: 'keep rows',
};

/** What a README says of a graph: what it takes, what stays with the caller, and how exact it is. */
export function graphNotes({ outside, columns }: PlanSplit): string[] {
  const inputs = columns.map(({ name, type }) => `\`${name}\` (${type})`).join(', ');
  const list = outside.map((step, at) => {
    const column = 'column' in step ? `\`${step.column}\`: ` : '';
    return `${at + 1}. ${column}${steps[step.type]} (\`${JSON.stringify(step)}\`)`;
  });
  return [
    `It takes ${inputs}: numbers and booleans as float64 with NaN for missing, all else as text. Text has no null here: the empty text is a missing value.`,
    ...(list.length === 0
      ? []
      : [
          `**Not inside**: these steps of cleaning have no counterpart in a graph. Do them first, in this order; \`given\` in \`golden.json\` shows rows after them.\n\n${list.join('\n')}`,
        ]),
    'Numbers are computed in float64 and rounded to float32 last, so that features are those of the application bit for bit (a zero may lose its sign). Dates are read with T or a blank, with fractions and zones; 30 February is a missing date. The network is float32: scores agree within 1e-6 where every feature is at most 10, within 5e-6 elsewhere; beyond about 1e30 float32 overflows and gives NaN.',
    'Rows that cleaning would have left out are scored all the same, and values the model has no place for are not named.',
  ];
}
