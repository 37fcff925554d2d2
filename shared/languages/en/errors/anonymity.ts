import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps the people of a table from being counted. */
export const anonymityErrors = {
  anonymity_too_many_columns: {
    sentence:
      '{found} columns have one role that at most {limit} can have: no table stays useful with so many hidden together.',
    next: 'Keep the columns others could really know, and call the rest “Neither” or “Names the person”.',
  },
} satisfies Record<string, ErrorText>;
