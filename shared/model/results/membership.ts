import { z } from 'zod';
import { estimate } from './metrics.ts';

/**
 * How well the loss of a row alone tells whether a model was trained on it: a lower bound of what an attack can do, as
 * others know more than one loss (Yeom et al. 2018; Carlini et al. 2022 for the rate at few false positives).
 */
export const membershipCheck = z.object({
  /** The part whose rows stand for those the model never learnt from. */
  part: z.enum(['validation', 'test']),
  /** Rows of each side: as many of each class. */
  rows: z.number().int(),
  /** Share of pairs of a training row and another in which the training row has the smaller loss, ties counting half. */
  auc: estimate,
  /** Share of training rows found where at most 1% of the others are taken for one. */
  foundAtOnePercent: estimate,
  /** Mean losses: log loss in nats, or squared error in the label's unit. */
  losses: z.object({ trained: z.number(), others: z.number() }),
});
export type MembershipCheck = z.infer<typeof membershipCheck>;
