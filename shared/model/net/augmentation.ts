import { z } from 'zod';

/** Rows that are made of the training rows and learnt beside them; never of, nor for, validation and test rows. */
export const augmentation = z.discriminatedUnion('type', [
  /** Rows of the rarer classes, between a row and one of its nearest neighbours of the class. */
  z.object({
    type: z.literal('smote'),
    neighbours: z.number().int().min(1).max(50).default(5),
    /** Each class gets as many rows as this share of the largest one's. */
    ratio: z.number().min(0.01).max(1).default(1),
  }),
  /** Weighted means of two rows and of their labels, the weight drawn from Beta(alpha, alpha). */
  z.object({
    type: z.literal('mixup'),
    alpha: z.number().min(0.01).max(10).default(0.2),
    /** Made rows a training row. */
    share: z.number().min(0.01).max(10).default(1),
  }),
  /** Copies of rows whose numbers are moved by normal noise of this share of each number's deviation. */
  z.object({
    type: z.literal('noise'),
    deviation: z.number().min(0.001).max(2).default(0.1),
    share: z.number().min(0.01).max(10).default(1),
  }),
]);
export type Augmentation = z.infer<typeof augmentation>;

export const augmentationType = z.enum(['smote', 'mixup', 'noise']);
export type AugmentationType = z.infer<typeof augmentationType>;

/** An augmentation of a type as it usually is. */
export function usualAugmentation(type: AugmentationType): Augmentation {
  return augmentation.parse({ type });
}
