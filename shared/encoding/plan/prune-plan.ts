import type { CleanPlan, PlanStep } from './clean-plan.ts';

/**
 * The part of a plan that some of its resulting columns depend on: fewer columns go in, and steps on others are gone. Steps
 * that decide which rows stay are kept, with what they look at, but for those that look at the label: nobody has it yet.
 */
export function prunePlan(
  plan: CleanPlan,
  wanted: Iterable<string>,
  label: string | null = null,
): CleanPlan {
  const needed = new Set(wanted);
  let labelName = label;
  const kept: PlanStep[] = [];
  for (const step of plan.steps.toReversed()) {
    switch (step.type) {
      case 'drop':
        kept.push(step);
        break;
      case 'rename':
        if (step.to === labelName) labelName = step.column;
        if (needed.delete(step.to)) {
          needed.add(step.column);
          kept.push(step);
        }
        break;
      case 'indicator':
        if (needed.delete(step.as)) {
          needed.add(step.column);
          kept.push(step);
        }
        break;
      case 'keep':
        if (step.column === labelName) break;
        needed.add(step.column);
        kept.push(step);
        break;
      default:
        if (needed.has(step.column)) kept.push(step);
    }
  }
  const columns = plan.columns.filter(({ name }) => needed.has(name));
  return { columns, steps: presentOnly(columns, kept.toReversed()) };
}

/** Steps that drop columns name only those that are there. */
function presentOnly(columns: CleanPlan['columns'], steps: readonly PlanStep[]): PlanStep[] {
  const present = new Set(columns.map(({ name }) => name));
  return steps.flatMap((step): PlanStep[] => {
    if (step.type === 'rename') {
      present.delete(step.column);
      present.add(step.to);
    }
    if (step.type === 'indicator') present.add(step.as);
    if (step.type !== 'drop') return [step];
    const dropped = step.columns.filter((name) => present.delete(name));
    return dropped.length > 0 ? [{ ...step, columns: dropped }] : [];
  });
}
