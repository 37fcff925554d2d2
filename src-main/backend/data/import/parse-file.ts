import type { FilePreview } from '#shared/contract/files.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { fileFormat } from '#shared/files/formats.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { ParseOptions } from '#shared/model/cells/data.ts';
import {
  chosenTime,
  decideTime,
  proposedTime,
  timeError,
  type TimeDecision,
  type TimeEvidence,
  type TimeOutcome,
} from '#shared/values/time/index.ts';
import { detectPersonal } from '#shared/privacy/detect.ts';
import { phoneRecogniser } from '../masking/phone-recogniser.ts';
import { openReader } from '../readers/open-reader.ts';
import type { Reader } from '../readers/reader.ts';
import { openSource, type Source } from '../readers/source.ts';
import { dateHints } from '../types/evidence.ts';
import {
  bareName,
  choicesForMasks,
  planColumns,
  tellApart,
  tellMarks,
  warnOfGuesses,
  warnOfOrders,
} from './column-plan.ts';
import type { ColumnPlan, Seen } from './column-plan.ts';
import { EvidenceSink, type Look } from './evidence-sink.ts';
import type { ImportRequest, ParseMessage } from './messages.ts';
import { MissingMarks } from './missing-marks.ts';
import { previewRows } from './preview-rows.ts';
import { storedType, TableSink } from './table-sink.ts';
import { TypeContradiction } from './type-contradiction.ts';
import { Warnings } from './warnings.ts';

/** What was seen of a file, and how often each column was missing. */
type Looked = Seen & {
  missing: readonly number[];
  likely: readonly TimeEvidence[];
  samples: readonly ReadonlySet<string>[];
};

/** Where the parser's messages go; `ready` waits until the receiver has kept up. */
export type Outlet = { send(message: ParseMessage): void; ready(): Promise<void> };

/**
 * Parses a whole file into typed batches. Types come from the first megabyte; a later value that contradicts one
 * makes the parser look at the rest of the file first and start again, once, with types that fit everything.
 */
export async function parseFile(asked: ImportRequest, outlet: Outlet): Promise<void> {
  const request = { ...asked, columns: choicesForMasks(asked.columns) };
  const source = await openSource(request.path);
  const reader = await openReader(source, request.options);
  const without = leftOut(request);
  const beginning = await look(reader, request, { start: true, without });
  try {
    await parse(source, reader, beginning, request, outlet);
  } catch (error) {
    if (!(error instanceof TypeContradiction)) throw error;
    const seen = await look(reader, request, {
      ...{ start: false, without },
      afterChunk: async (position) => outlet.send({ type: 'looking', position }),
    });
    await parse(source, reader, seen, request, outlet);
  }
}

/** Columns that need not be read; one that says whose row it is is needed though it is not kept. */
function leftOut({ columns }: ImportRequest): ReadonlySet<number> {
  const persons = new Set(
    columns.map(({ mask }) => (mask?.action === 'shift' ? mask.person : undefined)),
  );
  return new Set(
    columns.flatMap(({ index, skip }) => (skip && !persons.has(index) ? [index] : [])),
  );
}

/** The beginning of a file as it would be imported. */
export async function previewFile(asked: ImportRequest, rows: number): Promise<FilePreview> {
  const request = { ...asked, columns: choicesForMasks(asked.columns) };
  const source = await openSource(request.path);
  const reader = await openReader(source, request.options);
  const seen = await look(reader, request, { start: true }, true);
  const isPhone = await phoneRecogniser();
  const warnings = new Warnings();
  tellProblems(reader, warnings);
  addPassed(reader, warnings);
  const found = planColumns(reader.names, seen, request.options, request.columns);
  const plans = tellApart(found, warnings);
  warnOfGuesses(plans, seen, request.options, warnings);
  for (const plan of plans) tellMarks(plan, seen.evidence[plan.source]!, warnings);
  const times = plans.flatMap((plan) => {
    const outcome = timeOutcomeOf(plan, seen, request.options);
    return outcome !== null && 'decision' in outcome
      ? [{ column: plan.name, decision: outcome.decision }]
      : [];
  });
  warnOfOrders(times, plans, seen.evidence, warnings);
  const { words, ...shown } = await previewRows(reader, plans, request, rows);
  const firstDate = plans.find(({ time }) => time !== null)?.time?.format.reading;
  return {
    bytes: source.bytes,
    detected: {
      ...reader.detected,
      dayFirst: firstDate === undefined ? reader.detected.dayFirst : firstDate !== 'month_day_year',
    },
    columns: reader.names.map((name, c) => {
      const plan = plans.find(({ source: position }) => position === c);
      const resolved = plan ?? planColumns(reader.names, seen, request.options, [])[c]!;
      const chosen = request.columns.find(({ index }) => index === c);
      return {
        name: chosen?.name ?? bareName(name, resolved.guard),
        detected: resolved.detected,
        ...kindOf({ type: storedType(resolved), words: words.get(c) }),
        missing: seen.missing[c]! - (resolved.keepsNa ? seen.notAvailable[c]! : 0),
        reading: resolved.reading,
        marks: [...resolved.marks],
        keepsNa: resolved.keepsNa,
        codes: resolved.codes,
        time: plan === undefined ? null : timeOutcomeOf(plan, seen, request.options),
        proposed: plan === undefined ? null : proposal(plan, seen),
        personal: detectPersonal(name, seen.samples[c] ?? [], isPhone),
      };
    }),
    ...shown,
    warnings: warnings.list(),
  };
}

async function look(
  reader: Reader,
  request: ImportRequest,
  options: Parameters<Reader['read']>[1],
  proposes = false,
): Promise<Looked> {
  const choices = new Map(request.columns.map((choice) => [choice.index, choice]));
  const lookAt = (column: number): Look => {
    const choice = choices.get(column);
    return {
      marks: new MissingMarks(choice?.missing ?? request.options.missing),
      thorough: choice?.type === 'integer' || choice?.type === 'real',
    };
  };
  const grows = request.options.ragged === 'fix';
  const dates = request.columns.flatMap(({ index, type }) => (type === 'date' ? [index] : []));
  const sink = new EvidenceSink(reader.names.length, lookAt, grows, dates, proposes);
  await reader.read(sink, options);
  const { evidence, missing, notAvailable } = sink;
  const { delimiter, format } = reader.detected;
  const { typed = false, text } = fileFormat(format);
  const { times, likely, samples } = sink;
  return {
    evidence,
    missing,
    times,
    likely,
    samples,
    notAvailable,
    delimiter,
    ...{ typed, text },
    whole: !options.start,
  };
}

async function parse(
  source: Source,
  reader: Reader,
  seen: Looked,
  request: ImportRequest,
  outlet: Outlet,
): Promise<void> {
  const warnings = new Warnings();
  const told = tellProblems(reader, warnings);
  const names = [...reader.names];
  if (names.length === 0) throw new PortraitError('file_empty', { file: source.name });
  const found = planColumns(names, seen, request.options, request.columns);
  checkChoices(request, found, names.length);
  const plans = tellApart(found, warnings);
  checkTimes(plans, seen.whole);
  warnOfGuesses(plans, seen, request.options, warnings);
  // Among numbers they are counted where they stand.
  for (const plan of plans) {
    if (plan.type === 'date') tellMarks(plan, seen.evidence[plan.source]!, warnings);
  }
  const columns = plans.map((plan) => ({ name: plan.name, type: storedType(plan) }));
  outlet.send({ type: 'start', columns, bytes: source.bytes });
  let position = 0;
  const sink = new TableSink(plans, names.length, request, warnings, (rows, batch) =>
    outlet.send({ type: 'batch', rows, columns: batch, position }),
  );
  const without = leftOut(request);
  await reader.read(sink, {
    ...{ start: false, without },
    afterChunk: async (at) => {
      position = at;
      if (reader.names.length > names.length) throw new TypeContradiction('a new key');
      await outlet.ready();
    },
  });
  if (reader.names.length > names.length) throw new TypeContradiction('a new key');
  position = source.bytes;
  sink.end();
  tellProblems(reader, warnings, told);
  if (sink.rows === 0) throw new PortraitError('file_header_only', { file: source.name });
  const times = sink.times();
  warnOfOrders(times, plans, seen.evidence, warnings);
  addPassed(reader, warnings);
  const done = { columns: sink.columns(), times, warnings: warnings.list(), bytes: source.bytes };
  outlet.send({ type: 'done', ...done });
}

/** The times that a column of numbers or months looks like, where its type was not chosen. */
function proposal({ source, type, chosen, name }: ColumnPlan, seen: Looked): TimeDecision | null {
  const evidence = seen.likely[source];
  const stays = chosen || type === 'date' || type === 'boolean';
  return stays || evidence === undefined ? null : proposedTime(evidence, name);
}

/** How the beginning of a date column is read, or why it is not; null for columns of other types. */
function timeOutcomeOf(
  { source, type, time }: ColumnPlan,
  seen: Looked,
  { dayFirst }: ParseOptions,
): TimeOutcome | null {
  const evidence = seen.times.get(source) ?? seen.evidence[source]?.times;
  if (type !== 'date' || time === null || evidence === undefined || evidence === null) return null;
  if (time.refusal !== null) return { refusal: time.refusal };
  const hints = dateHints(dayFirst);
  return time.chosen ? chosenTime(evidence, time.format) : decideTime(evidence, hints);
}

/**
 * A column that was chosen to hold dates and has no one format is refused, once all of it was looked at.
 * @throws TypeContradiction before, time_order_clash, time_unit_clash, time_zone_name and time_unread after
 */
function checkTimes(plans: readonly ColumnPlan[], whole: boolean): void {
  for (const { name, time, mask } of plans) {
    const refusal = time?.refusal ?? null;
    if (refusal === null) continue;
    if (!whole) throw new TypeContradiction(name);
    throw timeError(mask === null ? refusal : { ...refusal, examples: ['***'] }, name);
  }
}

/** Warns of the problems from the one at `from` on; gives how many there are. */
function tellProblems(reader: Reader, warnings: Warnings, from = 0): number {
  for (const { kind, name } of reader.problems.slice(from)) {
    const inHeader = kind === 'duplicate_header' || kind === 'empty_header';
    warnings.add(kind, inHeader ? 1 : null, name);
  }
  return reader.problems.length;
}

function addPassed(reader: Reader, warnings: Warnings): void {
  for (const { kind, line, count, column, found } of reader.passed?.() ?? []) {
    warnings.add(kind, line, column ?? null, count, found);
  }
}

function checkChoices(request: ImportRequest, plans: readonly ColumnPlan[], width: number): void {
  const beyond = request.columns.find(({ index }) => index >= width);
  if (beyond !== undefined) {
    throw new PortraitError('column_missing', { column: beyond.name ?? beyond.index + 1 });
  }
  for (const { mask } of request.columns) {
    if (mask?.action === 'shift' && mask.person >= width) {
      throw new PortraitError('column_missing', { column: mask.person + 1 });
    }
  }
  if (plans.length === 0) {
    const detail = 'every column is left out';
    throw new PortraitError('cell_settings_invalid', { path: 'columns', detail });
  }
}
