import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps rows from being made of training rows. */
export const augmentErrors = {
  augment_label: {
    sentence:
      'SMOTE makes rows of the rarer classes, and “{label}” is learnt as a number, which has none.',
    next: 'Choose mixup or noise instead, or learn classes.',
  },
  augment_large: {
    sentence:
      'Rows are made of training rows held in memory, and these would be {values} values of {limit} at most.',
    next: 'Make fewer rows, or take fewer rows or features.',
  },
  privacy_augmentation: {
    sentence:
      'A made row holds parts of several rows, so that no row’s own part in training can be bounded.',
    next: 'Turn made rows off for private training.',
  },
  walk_augmented: {
    sentence:
      'This run learnt rows that were made of others, too: the batches of its steps are no rows of the table that could be followed.',
    next: 'Connect the Model cell, or a run trained without made rows.',
  },
} satisfies Record<string, ErrorText>;
