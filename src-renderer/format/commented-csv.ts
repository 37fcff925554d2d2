import { csvField } from '#shared/text/csv-field.ts';

type Value = Parameters<typeof csvField>[0];

/** Rows as CSV (RFC 4180), the names of the columns first; what is said about them stands above in lines that begin with #. */
export function commentedCsv(
  comments: readonly string[],
  rows: readonly (readonly Value[])[],
): string {
  return [
    ...comments.map((comment) => `# ${comment}`),
    ...rows.map((row) => row.map(csvField).join(',')),
    '',
  ].join('\r\n');
}
