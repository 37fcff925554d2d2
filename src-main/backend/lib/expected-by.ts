import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What a value that does not fit was expected to be; of several shapes each. */
export function expectedBy(issue: Issue | undefined): string {
  if (issue?.code !== 'invalid_union') return issue?.message ?? '';
  const each = issue.errors.map((issues) => expectedBy(issues[0]));
  return each.length === 0 ? issue.message : [...new Set(each)].join('; ');
}
