import { columnNames } from '#shared/files/column-names.ts';
import type { ColumnChoice, ColumnTime, ParseOptions } from '#shared/model/cells/data.ts';
import type { ColumnType } from '#shared/model/table.ts';
import {
  decidedReading,
  decimalHint,
  formatExample,
  type DecimalHint,
  type NumberReading,
} from '#shared/values/number/index.ts';
import { dumpedNull } from '#shared/values/missing-marks.ts';
import { guardSign, unguarded } from '#shared/values/spreadsheet-guard.ts';
import {
  isThin,
  chosenTime,
  decideTime,
  type TimeConcern,
  type TimeDecision,
  type TimeEvidence,
  type TimeFormat,
  type TimeRefusal,
} from '#shared/values/time/index.ts';
import { readAs, type ValueMask } from '../masking/masked-builder.ts';
import { dateHints, resolveType, type Evidence, type ResolvedType } from '../types/evidence.ts';
import type { Warnings } from './warnings.ts';

/** What becomes of one source column. */
export type ColumnPlan = {
  /** Position in the file. */
  source: number;
  name: string;
  /** What the values look like, whatever was chosen. */
  detected: ColumnType;
  type: ColumnType;
  /** Chosen by a person: values that do not fit are errors, not a reason to change the type. */
  chosen: boolean;
  /** How the values of a date column are read, or why they cannot be. */
  time: TimePlan | null;
  /** Nothing was seen yet, so any value may still decide. */
  open: boolean;
  /** How its numbers are written, where some are more than plain digits; null where none may be. */
  reading: NumberReading | null;
  /** All values were seen: what does not fit now never will. */
  settled: boolean;
  /** What is missing in it, and the marks among them that nobody named: they are counted. */
  missing: readonly string[];
  marks: readonly string[];
  /** Somebody said what is missing in it: `\N` is only if it is among that. */
  nullsNamed: boolean;
  /** NA stays a value, as in a column of country codes. */
  keepsNa: boolean;
  /** Text that looks like numbers. */
  codes: boolean;
  /** What becomes of apostrophes that guard against spreadsheets; open: none was seen yet, nor anything against them. */
  guard: FileGuard;
  /** Truth values stand in the file as the words true and false, as in JSON. */
  truthWords: boolean;
  /** What its values become before they leave the thread that reads them. */
  mask: ValueMask | null;
};
type FileGuard = 'removed' | 'always' | 'kept' | 'open';

/** What was seen of a file's columns; `times` of those chosen to be dates, value by value; `whole`: all of it. */
export type Seen = {
  evidence: readonly Evidence[];
  times: ReadonlyMap<number, TimeEvidence>;
  notAvailable: readonly number[];
  delimiter: string;
  /** The file says itself which columns are texts and which are times. */
  typed: boolean;
  /** It is text: what is read from it as a truth value is a word in it. */
  text: boolean;
  whole: boolean;
};
const notAvailableMark = 'NA';

/** `chosen` by a person; `settled` where no later value can change it, for that reason or because all were seen. */
export type TimePlan = {
  format: TimeFormat;
  chosen: boolean;
  settled: boolean;
  refusal: TimeRefusal | null;
};

/** Choices as the masks among them ask for: read by the type the mask works on, a dropped column left out. */
export function choicesForMasks(columns: readonly ColumnChoice[]): ColumnChoice[] {
  return columns.map((choice) => {
    if (choice.mask === undefined) return choice;
    if (choice.mask.action === 'drop') return { ...choice, skip: true };
    return { ...choice, type: readAs(choice.mask, choice.type) };
  });
}

/** Plans for the columns that are kept, in file order. */
export function planColumns(
  names: readonly string[],
  seen: Seen,
  options: ParseOptions,
  choices: readonly ColumnChoice[],
): ColumnPlan[] {
  const chosen = new Map(choices.map((choice) => [choice.index, choice]));
  const around = decimalHint(
    seen.evidence.filter(({ texts }) => texts === 0).map(({ numbers }) => numbers),
    seen.delimiter,
  );
  const guard = fileGuard(names, seen, options);
  return names.flatMap((written, source) => {
    const name = bareName(written, guard);
    const choice = chosen.get(source);
    if (choice?.skip === true) return [];
    const evidence = seen.evidence[source]!;
    const chosenDates = choice?.type === 'date' ? seen.times.get(source) : undefined;
    const decimal = choice?.number?.decimal ?? options.decimal;
    const hint = { ...around, chosen: decimal };
    const read = resolveType(evidence, options.dayFirst, hint);
    const open = seen.typed && read.type === 'date' && isOpenOrder(evidence, options);
    const resolved = open ? { ...read, ...asText } : read;
    const type = choice?.type ?? resolved.type;
    const isChosen = choice?.type !== undefined && choice.type !== null;
    const keepsNa =
      isText(type) &&
      choice?.missing === undefined &&
      options.missing.includes(notAvailableMark) &&
      evidence.twoLetters &&
      evidence.present > 0 &&
      seen.notAvailable[source]! > 0;
    // `\N` is missing among texts too, unless somebody named what is.
    const respected = choice?.missing === undefined;
    const marks = resolved.marks
      .map(({ word }) => word)
      .filter((word) =>
        word === dumpedNull && isText(type) ? respected : !isChosen || type === resolved.type,
      );
    const named = choice?.missing ?? options.missing;
    return {
      source,
      name: choice?.name ?? name,
      detected: resolved.type,
      type,
      chosen: isChosen,
      time:
        chosenDates === undefined
          ? resolved.time && {
              ...{ format: resolved.time, chosen: false, settled: seen.whole, refusal: null },
            }
          : timePlan(chosenDates, seen.whole, options, choice?.time ?? null),
      open: !seen.whole && evidence.present === markedIn(evidence),
      reading: readingOf(evidence, type, isChosen, resolved, hint, choice),
      settled: seen.whole,
      missing: keepsNa ? named.filter((mark) => mark.trim() !== notAvailableMark) : named,
      marks,
      nullsNamed: !respected,
      keepsNa,
      codes: resolved.codes,
      guard,
      truthWords: seen.text,
      mask: choice?.mask === undefined || choice.mask.action === 'drop' ? null : choice.mask,
    };
  });
}

const isText = (type: ColumnType): boolean => type === 'text' || type === 'category';

const asText: Pick<ResolvedType, 'type' | 'time' | 'marks'> = {
  type: 'text',
  time: null,
  marks: [],
};

/** How many of its values are words for missing ones. */
const markedIn = ({ marks }: Evidence): number => marks.reduce((sum, { count }) => sum + count, 0);

/** Whether these are dates of which nothing says where the day stands. */
function isOpenOrder({ times }: Evidence, { dayFirst }: ParseOptions): boolean {
  // Versions and months may be written so too.
  if (times === null || times.loose + times.partial > 0 || isThin(times)) return false;
  const outcome = decideTime(times, dateHints(dayFirst));
  return 'decision' in outcome && openOrder(outcome.decision) !== undefined;
}

const openOrder = ({ concerns }: TimeDecision): TimeConcern | undefined =>
  concerns.find(({ kind }) => kind === 'ambiguous_order');

/** A column's name without the guard of a guarded file. */
export function bareName(name: string, guard: FileGuard): string {
  return guard === 'removed' || guard === 'always' ? unguarded(name) : name;
}

/**
 * Whether a file was written with guards: some of its texts carry one, and none that would need one is without. A text
 * column with negative numbers as they are is such a column too.
 */
function fileGuard(names: readonly string[], seen: Seen, options: ParseOptions): FileGuard {
  if (options.guard !== undefined) return options.guard === 'remove' ? 'always' : 'kept';
  const signs = names.map(guardSign);
  const texts = seen.evidence.filter(({ texts: count }) => count > 0);
  const against = texts.some(({ unguarded: count, numbers }) => count + numbers.minus > 0);
  if (against || signs.includes('against')) return 'kept';
  if (signs.includes('guard') || texts.some(({ guards }) => guards > 0)) return 'removed';
  return seen.whole ? 'kept' : 'open';
}

function readingOf(
  { numbers, exponents }: Evidence,
  type: ColumnType,
  chosen: boolean,
  resolved: ResolvedType,
  hint: DecimalHint,
  choice: ColumnChoice | undefined,
): NumberReading | null {
  if (type !== 'integer' && type !== 'real') return null;
  const format = choice?.number;
  const given = (reading: NumberReading): NumberReading =>
    format === undefined ? reading : { ...reading, format, ambiguous: false };
  if (chosen || format !== undefined) return given(decidedReading(numbers, hint).reading);
  const { format: read, ambiguous } = resolved.reading;
  const plain = numbers.spelled === 0 && read.thousands === '' && !ambiguous;
  return plain || (numbers.spelled === 0 && exponents > 0) ? null : resolved.reading;
}

const usual: TimeFormat = { reading: 'year_month_day' };

/** How a column chosen to hold dates is read. Where misfits may be missing, the format that reads most will do. */
function timePlan(
  evidence: TimeEvidence,
  whole: boolean,
  options: ParseOptions,
  choice: TimeFormat | null,
): TimePlan {
  const outcome =
    choice === null
      ? decideTime(evidence, dateHints(options.dayFirst))
      : chosenTime(evidence, choice);
  const chosen = choice !== null;
  const taken = { chosen, settled: chosen || whole };
  if ('decision' in outcome) return { format: outcome.decision.format, ...taken, refusal: null };
  const { refusal } = outcome;
  const format = choice ?? refusal.best ?? usual;
  const lenient = options.badValues === 'missing' && refusal.why === 'unread' && refusal.read > 0;
  return { format, ...taken, refusal: lenient || refusal.why === 'nothing' ? null : refusal };
}

/** Names chosen twice, or left empty, are told apart as a file's own are. */
export function tellApart(plans: ColumnPlan[], warnings: Warnings): ColumnPlan[] {
  const names = columnNames(
    plans.map(({ name }) => name),
    (kind, name) => warnings.add(kind, 1, name),
  );
  return plans.map((plan, c) => ({ ...plan, name: names[c]! }));
}

/** Warns of columns whose reading was a guess. */
export function warnOfGuesses(
  plans: readonly ColumnPlan[],
  { evidence, notAvailable, typed }: Seen,
  options: ParseOptions,
  warnings: Warnings,
): void {
  for (const plan of plans) {
    const seen = evidence[plan.source]!;
    if (plan.codes && !plan.chosen) {
      const line = seen.firstExponent || seen.firstSpelled || null;
      warnings.add('number_codes', line, plan.name, seen.exponents || seen.numbers.spelled);
    }
    if (plan.guard === 'kept' && seen.guards > 0 && options.guard === undefined) {
      warnings.add('guard_kept', null, plan.name, seen.guards);
    }
    if (plan.keepsNa) {
      warnings.add('mark_kept', null, plan.name, notAvailable[plan.source], notAvailableMark);
    }
    if (plan.reading !== null && !plan.chosen) {
      const kind = plan.reading.ambiguous ? 'number_ambiguous' : 'number_format';
      const count = seen.numbers.spelled || seen.numbers.groupable;
      warnings.add(kind, seen.firstSpelled || null, plan.name, count, formatExample(plan.reading));
    }
    if (seen.large > 0 && seen.texts === 0 && !(plan.chosen && plan.type === 'text')) {
      warnings.add('large_integer', seen.firstLarge, plan.name, seen.large);
    }
    if (plan.type === 'text' && seen.times?.calendar === seen.present) {
      const outcome = decideTime(seen.times, dateHints(options.dayFirst));
      if ('refusal' in outcome) warnOfRefusal(outcome.refusal, plan.name, warnings);
      else if (typed && !plan.chosen && isOpenOrder(seen, options))
        warnOfOrder(outcome.decision, plan.name, seen, warnings);
    }
  }
}

/** What a preview tells of marks: as often as they stand in what was looked at. */
export function tellMarks(plan: ColumnPlan, { marks }: Evidence, warnings: Warnings): void {
  for (const { word, count, line } of marks) {
    if (plan.marks.includes(word)) warnings.add('mark_missing', line, plan.name, count, word);
  }
}

function warnOfRefusal({ why, present }: TimeRefusal, column: string, warnings: Warnings): void {
  if (why === 'order_clash') warnings.add('date_order_clash', null, column, present);
  if (why === 'zone_name') warnings.add('zone_name', null, column, present);
}

/** Warns of columns whose dates could all be read two ways, by what the whole column was seen to be. */
export function warnOfOrders(
  times: readonly ColumnTime[],
  plans: readonly ColumnPlan[],
  evidence: readonly Evidence[],
  warnings: Warnings,
): void {
  for (const { column, decision } of times) {
    const source = plans.find(({ name }) => name === column)?.source ?? -1;
    warnOfOrder(decision, column, evidence[source], warnings);
  }
}

function warnOfOrder(
  decision: TimeDecision,
  column: string,
  seen: Evidence | undefined,
  warnings: Warnings,
): void {
  const count = openOrder(decision)?.count;
  const line = seen?.firstAmbiguous || null;
  if (count !== undefined) warnings.add('ambiguous_date', line, column, count);
}
