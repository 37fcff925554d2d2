import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps private numbers from being drawn. */
export const privacyErrors = {
  role_denied: {
    sentence: 'Your link does not allow this: it takes the role “{least}”.',
    next: 'Ask the owner of the workspace for another link, or to do it for you.',
  },
  viewer_hidden: {
    sentence: 'Viewers are not shown this: it holds single rows or people.',
    next: 'Ask the owner of the workspace for a link as analyst, or for a chart of it.',
  },
  viewer_small: {
    sentence: 'Viewers are not shown this: a group in it has fewer than {smallest} rows.',
    next: 'Ask the owner of the workspace for fewer, larger groups.',
  },
  viewer_failed: {
    sentence: 'This cell could not be made.',
    next: 'Who works in the notebook sees why.',
  },
  links_not_here: {
    sentence: 'Links for others are made only where Portrait runs in a browser.',
    next: 'Open the workspace with npm start -- --host localhost.',
  },
  host_not_open: {
    sentence: 'No window of Portrait is open in a browser for this workspace.',
    next: 'Open it first: npm start -- --host localhost --workspace FILE. Then make the link.',
  },
  person_unknown: {
    sentence: 'Nothing in this workspace names this person.',
    next: 'Check how the number or address is written, and which columns are ticked.',
  },
  privacy_budget_spent: {
    sentence:
      'This would give away epsilon {epsilon} (delta {delta}), and the privacy budget of the workspace has {leftEpsilon} (delta {leftDelta}) left. Nothing was drawn.',
    next: 'Ask for less, with a smaller epsilon, or have whoever answers for the data raise the budget.',
  },
  privacy_bounds: {
    sentence: 'The lower bound of “{column}” is not below its upper bound.',
    next: 'Give the range the values can have, from what you know and not from the data.',
  },
  privacy_too_many_groups: {
    sentence: '“{column}” has more than {limit} different values: too many groups.',
    next: 'Group by a column with fewer values, or list the groups you want.',
  },
  privacy_preparation: {
    sentence:
      'How {columns} become features was read from the data, which would give some of it away without being counted.',
    next: 'In Features, scale numbers by a known range, hash categories, and leave the other columns out.',
  },
  privacy_early_stopping: {
    sentence: 'Stopping early looks at the data again after every epoch, which is not counted.',
    next: 'Turn early stopping off for private training: how long it goes is decided before.',
  },
  privacy_class_weights: {
    sentence: 'Balanced class weights are counted from the data, which would not be hidden.',
    next: 'Give the weights yourself, or use none.',
  },
  privacy_batch_norm: {
    sentence:
      'Batch normalisation mixes the rows of a batch, so that no row’s own part can be bounded.',
    next: 'Remove it from the Model cell for private training.',
  },
  privacy_number_label: {
    sentence: 'A number is learnt on a scale read from the data, which would not be hidden.',
    next: 'Train privately on classes, or on yes or no: the number above or below a limit you know.',
  },
  privacy_delta_large: {
    sentence:
      'A delta of {delta} promises nothing for {rows} rows: whole rows could be given away within it.',
    next: 'Choose a delta well below one over the number of rows.',
  },
  privacy_no_noise: {
    sentence: 'No noise is large enough for epsilon {epsilon} over so many steps.',
    next: 'Train fewer epochs, with a smaller batch, or allow a larger epsilon.',
  },
  walk_private: {
    sentence:
      'The steps of private training cannot be followed: its rows and its noise were drawn once and are kept nowhere.',
    next: 'Connect the Model cell, or a run trained without privacy.',
  },
} satisfies Record<string, ErrorText>;
