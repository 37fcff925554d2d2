import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { Stage } from '../stage.ts';
import type { StepContext } from '../step-context.ts';
import { planDropColumns, planRename } from './columns.ts';
import { planDuplicates } from './duplicates.ts';
import { planFilter } from './filter.ts';
import { planJoin } from './join.ts';
import { planMissing } from './missing.ts';
import { planOutliers } from './outliers.ts';
import { planReplace } from './replace.ts';
import { planRetype } from './retype.ts';
import { planText } from './text.ts';

export { aggregate } from './aggregate.ts';

/** Any step that rows simply pass through. */
export type PassingStep = Exclude<CleanStep, { type: 'aggregate' }>;

export async function planStep(
  stage: Stage,
  step: PassingStep,
  context: StepContext,
): Promise<Stage> {
  switch (step.type) {
    case 'duplicates':
      return planDuplicates(stage, step, context);
    case 'missing':
      return planMissing(stage, step, context);
    case 'outliers':
      return planOutliers(stage, step, context);
    case 'text':
      return planText(stage, step, context);
    case 'replace':
      return planReplace(stage, step, context);
    case 'retype':
      return planRetype(stage, step, context);
    case 'drop_columns':
      return planDropColumns(stage, step, context);
    case 'rename':
      return planRename(stage, step, context);
    case 'filter':
      return planFilter(stage, step, context);
    case 'join':
      return planJoin(stage, step, context);
  }
}
