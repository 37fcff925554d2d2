import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps boosted trees from being grown. */
export const treesErrors = {
  trees_too_large: {
    sentence:
      'Boosted trees were left out: {rows} rows of {features} features are more than they can be grown from here.',
    next: 'The other figures stand. For trees, take fewer rows, or fewer values of the columns that become one feature each.',
  },
} satisfies Record<string, ErrorText>;
