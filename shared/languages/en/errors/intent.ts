import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps purchases from being foretold within a session. */
export const intentErrors = {
  intent_no_kind: {
    sentence:
      'No column says of what kind an event is, so nothing tells which events are purchases.',
    next: 'Choose the column of kinds in the cell’s form.',
  },
  intent_no_session: {
    sentence:
      'Nothing says which events belong to one session: there is no column of sessions, nor both a user and a time.',
    next: 'Choose the column of sessions, or those of the user and the time, by whose pauses sessions are told apart.',
  },
  intent_no_purchase: {
    sentence: 'No kind of event is a purchase. The kinds are: {kinds}.',
    next: 'Choose in the cell’s form which kinds mean a purchase.',
  },
  intent_too_few: {
    sentence:
      'Of {sessions} sessions in which something goes before the end, {purchases} end in a purchase; at least {fewest} with one and as many without are needed in each part.',
    next: 'Take a longer period, or choose other kinds as purchases.',
  },
} satisfies Record<string, ErrorText>;
