import {
  decideTime,
  newTimeEvidence,
  noteIfCalendar,
  noteTime,
  readTime,
  type TimeDecision,
} from '#shared/values/time/index.ts';

/** So few numbers in a row are no run of years or days. */
const leastRun = 3;

/**
 * Which fields of a first record are times that name the columns of a wide table: dates where none of them stands above
 * dates, and years or days in digits that run on evenly, one way, above values that are not such times.
 */
export function timeNames(
  first: readonly string[],
  rest: readonly (readonly string[])[],
): boolean[] {
  const below = (column: number): string[] =>
    rest.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
  const dates = first.map((name) => noteIfCalendar(newTimeEvidence(), name));
  const columns = dates.flatMap((is, c) => (is ? [below(c)] : []));
  const none = columns.every((values) => !values.some(isCalendarValue));
  const areNames = none && columns.some((values) => values.length > 0);
  const digits = digitNames(first, below);
  return first.map((_, c) => (dates[c]! ? areNames : digits[c]!));
}

function isCalendarValue(value: string): boolean {
  return noteIfCalendar(newTimeEvidence(), value);
}

function digitNames(first: readonly string[], below: (column: number) => string[]): boolean[] {
  const no = first.map(() => false);
  const columns = first.flatMap((name, c) => (/^\d{4,14}$/.test(name) ? [c] : []));
  const decision = runOf(columns.map((c) => first[c]!));
  if (columns.length < 2 || decision === undefined) return no;
  const { format } = decision;
  if (columns.length < leastRun && !isPairOfYears(first, columns, below)) return no;
  const alike = columns.some((c) => {
    const values = below(c);
    return values.filter((value) => readTime(value, format) !== null).length * 2 > values.length;
  });
  return alike ? no : first.map((_, c) => columns.includes(c));
}

/** Two years, one after the other, beside another name and above nothing that may be a year. */
function isPairOfYears(
  first: readonly string[],
  columns: readonly number[],
  below: (column: number) => string[],
): boolean {
  const [one, two] = columns.map((c) => first[c]!);
  const isYear = (text: string): boolean => /^(1[5-9]|20)\d\d$/.test(text);
  const named = first.some((name, c) => !columns.includes(c) && /\p{L}/u.test(name));
  const values = columns.flatMap(below);
  const apart = values.length > 0 && !values.some(isYear);
  return named && apart && isYear(one!) && Math.abs(Number(one) - Number(two)) === 1;
}

/** How digits are read that are all years, months or days and run one way. */
function runOf(names: readonly string[]): TimeDecision | undefined {
  const evidence = newTimeEvidence();
  for (const name of names) noteTime(evidence, name);
  const outcome = decideTime(evidence);
  if (!('decision' in outcome) || outcome.decision.read < names.length) return undefined;
  const { format } = outcome.decision;
  if (format.reading !== 'year' && format.reading !== 'digits') return undefined;
  const times = names.map((name) => readTime(name, format)!);
  const up = times.every((time, at) => at === 0 || time > times[at - 1]!);
  const down = times.every((time, at) => at === 0 || time < times[at - 1]!);
  return up || down ? outcome.decision : undefined;
}
