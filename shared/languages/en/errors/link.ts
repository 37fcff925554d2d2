import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps records from being brought together by person. */
export const linkErrors = {
  link_nothing_to_compare: {
    sentence:
      'No column of one table says the same as one of another, so no two records can be compared.',
    next: 'Say in the list of columns which of them hold names, e-mail addresses, phone numbers, birth dates or addresses.',
  },
  link_too_many_pairs: {
    sentence:
      'More than {limit} pairs of records share a blocking key; that is more than can be compared here.',
    next: 'Lower “Most records with one key”, or give the columns that tell people apart a role.',
  },
} satisfies Record<string, ErrorText>;
