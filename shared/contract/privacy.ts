import { z } from 'zod';
import { privacyBudget } from '../privacy/differential/budget.ts';
import { privacyUnit } from '../privacy/differential/question.ts';
import { forOwner, forViewer } from './base.ts';

export const privacy = {
  /** What differential privacy may give away in this workspace, and what it has. */
  budget: forViewer.input(z.object({})).output(privacyBudget),
  setBudget: forOwner
    .input(
      z.object({
        unit: privacyUnit,
        epsilon: z.number().min(0).max(1000),
        delta: z.number().min(0).max(0.1),
      }),
    )
    .output(privacyBudget),
};
