import type { AuditCheck } from '../../model/audit.ts';

export type CliAuditTexts = {
  usage: string;
  entries: (count: number) => string;
  whole: string;
  broken: (seq: number) => string;
  head: Record<AuditCheck['head'], (known: number) => string>;
  noted: (entries: readonly number[]) => string;
};

export const audit: CliAuditTexts = {
  usage: `npm start -- audit --workspace FILE [--csv] [--passphrase-fd N]
  Follows the log of who did what in a workspace, entry by entry, and compares its end with what was noted outside the file.
  --csv               writes all entries to standard output instead, with what chains them
  --passphrase-fd N   the passphrase of an encrypted workspace comes from this file descriptor; it is asked for otherwise

Ends with
  0    nothing speaks against the log
  1    entries were changed, removed or put in, or the workspace cannot be opened
  2    the command does not fit
Whoever may both open the workspace and write to this user's own folder can forge both: the log is evidence against others.`,
  entries: (count) => `${count} entries.`,
  whole: 'Every entry fits the one before it.',
  broken: (seq) => `Entry ${seq} was changed, moved, put in, or one before it is gone.`,
  head: {
    fits: (known) => `The ${known} entries noted outside the file are there.`,
    absent: () =>
      'Nothing about this log was noted outside the file on this computer: whether entries at its end were cut off cannot be told.',
    behind: (known) =>
      `Outside the file ${known} entries are noted, and the end of them is missing: entries were cut off, or this is an older copy.`,
    differs: (known) =>
      `What is noted outside the file (${known} entries) is not this log: it was written anew, or another file lies here.`,
  },
  noted: (entries) => `Trouble was written down earlier in entries ${entries.join(', ')}.`,
};
