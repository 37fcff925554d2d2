import type { FilePreview } from '#shared/contract/files.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { openReader } from '../readers/open-reader.ts';
import type { Reader } from '../readers/reader.ts';
import { openSource, type Source } from '../readers/source.ts';
import { bareName, planColumns, tellApart, tellMarks, warnOfGuesses } from './column-plan.ts';
import type { ColumnPlan, Seen } from './column-plan.ts';
import { EvidenceSink, type Look } from './evidence-sink.ts';
import type { ImportRequest, ParseMessage } from './messages.ts';
import { MissingMarks } from './missing-marks.ts';
import { previewRows } from './preview-rows.ts';
import { TableSink, TypeContradiction } from './table-sink.ts';
import { Warnings } from './warnings.ts';

/** What was seen of a file, and how often each column was missing. */
type Looked = Seen & { missing: readonly number[] };

/** Where the parser's messages go; `ready` waits until the receiver has kept up. */
export type Outlet = { send(message: ParseMessage): void; ready(): Promise<void> };

/**
 * Parses a whole file into typed batches. Types come from the first megabyte; a later value that contradicts one
 * makes the parser look at the rest of the file first and start again, once, with types that fit everything.
 */
export async function parseFile(request: ImportRequest, outlet: Outlet): Promise<void> {
  const source = await openSource(request.path);
  const reader = await openReader(source, request.options);
  const beginning = await look(reader, request, { start: true });
  try {
    await parse(source, reader, beginning, request, outlet);
  } catch (error) {
    if (!(error instanceof TypeContradiction)) throw error;
    const seen = await look(reader, request, {
      start: false,
      afterChunk: async (position) => outlet.send({ type: 'looking', position }),
    });
    await parse(source, reader, seen, request, outlet);
  }
}

/** The beginning of a file as it would be imported. */
export async function previewFile(request: ImportRequest, rows: number): Promise<FilePreview> {
  const source = await openSource(request.path);
  const reader = await openReader(source, request.options);
  const seen = await look(reader, request, { start: true });
  const warnings = new Warnings();
  tellProblems(reader, warnings);
  addPassed(reader, warnings);
  const found = planColumns(reader.names, seen, request.options, request.columns);
  const plans = tellApart(found, warnings);
  warnOfGuesses(plans, seen, request.options, warnings);
  for (const plan of plans) tellMarks(plan, seen.evidence[plan.source]!, warnings);
  const firstDate = plans.find(({ detected }) => detected === 'date');
  return {
    bytes: source.bytes,
    detected: { ...reader.detected, dayFirst: firstDate?.dayFirst ?? reader.detected.dayFirst },
    columns: reader.names.map((name, c) => {
      const plan = plans.find(({ source: position }) => position === c);
      const resolved = plan ?? planColumns(reader.names, seen, request.options, [])[c]!;
      const chosen = request.columns.find(({ index }) => index === c);
      return {
        name: chosen?.name ?? bareName(name, resolved.guard),
        detected: resolved.detected,
        type: resolved.type,
        missing: seen.missing[c]! - (resolved.keepsNa ? seen.notAvailable[c]! : 0),
        reading: resolved.reading,
        marks: [...resolved.marks],
        keepsNa: resolved.keepsNa,
        codes: resolved.codes,
      };
    }),
    ...(await previewRows(reader, plans, request.options, rows)),
    warnings: warnings.list(),
  };
}

async function look(
  reader: Reader,
  request: ImportRequest,
  options: Parameters<Reader['read']>[1],
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
  const sink = new EvidenceSink(reader.names.length, lookAt, grows);
  await reader.read(sink, options);
  const { evidence, missing, notAvailable } = sink;
  const { delimiter } = reader.detected;
  return { evidence, missing, notAvailable, delimiter, whole: !options.start };
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
  warnOfGuesses(plans, seen, request.options, warnings);
  // Among numbers they are counted where they stand.
  for (const plan of plans) {
    if (plan.type === 'date') tellMarks(plan, seen.evidence[plan.source]!, warnings);
  }
  const columns = plans.map(({ name, type }) => ({ name, type }));
  outlet.send({ type: 'start', columns, bytes: source.bytes });
  let position = 0;
  const sink = new TableSink(plans, names.length, request.options, warnings, (rows, batch) =>
    outlet.send({ type: 'batch', rows, columns: batch, position }),
  );
  await reader.read(sink, {
    start: false,
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
  addPassed(reader, warnings);
  const done = { columns: sink.columns(), warnings: warnings.list(), bytes: source.bytes };
  outlet.send({ type: 'done', ...done });
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
  for (const { kind, line, count } of reader.passed?.() ?? []) {
    warnings.add(kind, line, null, count);
  }
}

function checkChoices(request: ImportRequest, plans: readonly ColumnPlan[], width: number): void {
  const beyond = request.columns.find(({ index }) => index >= width);
  if (beyond !== undefined) {
    throw new PortraitError('column_missing', { column: beyond.name ?? beyond.index + 1 });
  }
  if (plans.length === 0) {
    const detail = 'every column is left out';
    throw new PortraitError('cell_settings_invalid', { path: 'columns', detail });
  }
}
