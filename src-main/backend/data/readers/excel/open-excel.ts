import { columnNames } from '#shared/files/column-names.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { ParseOptions } from '#shared/model/cells/data.ts';
import { openRegular } from '../../../lib/files/index.ts';
import type { TypedValue } from '../../types/evidence.ts';
import { notDelimited, type Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { openArchive, type Archive } from './archive.ts';
import { guarded } from './fault.ts';
import { findLayout, type SheetRow } from './layout.ts';
import { columnLetters, readSheet } from './sheet.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';

const rowsAtStart = 1000;
const numberInText = /^\s*[-+]?(\d+([.,]\d+)*|[.,]\d+)%?\s*$/;

type Passed = ReturnType<NonNullable<Reader['passed']>>;

/**
 * Opens an Excel workbook (.xlsx, .xlsm), one sheet of it, read as it streams: of a formula its last value, of merged
 * cells the first. Times are text as tables store them, lengths of time seconds, error values missing.
 * @throws file_excel, file_not_workbook, excel_sheet_missing, excel_no_rows, file_expands
 */
export async function openExcel(source: Source, options: ParseOptions): Promise<Reader> {
  const { workbook, sheet, start } = await withArchive(source, async (archive) => {
    checkIsWorkbook(archive, source.name);
    const whole = await readWorkbook(archive);
    return { workbook: whole, ...(await chooseSheet(archive, whole, options, source.name)) };
  });
  const layout = findLayout(start, options);
  const problems: Reader['problems'] = [];
  const names = layout.header
    ? columnNames(layout.names, (kind, name) => problems.push({ kind, name }))
    : layout.columns.map((_, c) => `column ${c + 1}`);
  const places = new Map(layout.columns.map((column, c) => [column, c]));
  const told = new Set<number>();
  let passed = new Odds(names);
  const titles = start.filter(({ row }) => row <= layout.above).length - (layout.header ? 1 : 0);

  return {
    detected: {
      format: 'excel',
      delimiter: '',
      ...notDelimited,
      skip: layout.header ? layout.above - 1 : layout.above,
      header: layout.header,
      encoding: 'utf-8',
      dayFirst: true,
      compressed: false,
      lists: [],
      sheets: workbook.sheets.map(({ name }) => name),
      sheet: sheet.name,
    },
    names,
    problems,
    passed: () => [
      ...(titles > 0 && options.skip === 'auto'
        ? [{ kind: 'lines_skipped' as const, line: 1, count: titles }]
        : []),
      ...passed.list(),
    ],
    read: (consumer, { start: beginning, afterChunk }) =>
      withArchive(source, async (archive) => {
        const odds = new Odds(names);
        passed = odds;
        let cells = Array<TypedValue>(names.length).fill(null);
        let taken = 0;
        const row = (number: number, values: TypedValue[], durations: boolean[]): boolean => {
          if (number <= layout.above) return true;
          cells.fill(null);
          for (let column = 0; column < values.length; column += 1) {
            const value = values[column] ?? null;
            if (value === null) continue;
            let place = places.get(column);
            if (place === undefined) {
              place = addColumn(column, names, places, problems);
              cells = [...cells, null];
            }
            cells[place] = value;
            if (durations[column] === true && !told.has(column)) {
              told.add(column);
              problems.push({ kind: 'duration_seconds', name: names[place]! });
            }
            if (typeof value === 'string') odds.lookAtText(value, number, place);
          }
          taken += 1;
          return consumer.values(cells, number) && !(beginning && taken >= rowsAtStart);
        };
        await readSheet(
          archive,
          sheet,
          workbook,
          {
            row,
            odd: (kind, at, column, found) => {
              if (at > layout.above) odds.add(kind, at, places.get(column), found);
            },
          },
          async (share) => {
            await afterChunk?.(Math.round(source.bytes * share));
            return true;
          },
        );
      }),
  };
}

/** A column that no row had before. */
function addColumn(
  column: number,
  names: string[],
  places: Map<number, number>,
  problems: Reader['problems'],
): number {
  let name = `column ${columnLetters(column)}`;
  while (names.includes(name)) name += ' 2';
  names.push(name);
  problems.push({ kind: 'empty_header', name });
  places.set(column, names.length - 1);
  return names.length - 1;
}

async function withArchive<T>(source: Source, use: (archive: Archive) => Promise<T>): Promise<T> {
  const { handle } = await openRegular(source.path);
  try {
    return await guarded(source.name, async () => use(await openArchive(handle, source)));
  } finally {
    await handle.close();
  }
}

/** Other things are ZIP archives too. */
function checkIsWorkbook({ entries }: Archive, file: string): void {
  if ([...entries.keys()].some((path) => /(^|\/)workbook\d*\.xml$/i.test(path))) return;
  const has = (path: string): boolean => entries.has(path);
  const found = has('xl/workbook.bin')
    ? 'xlsb'
    : has('content.xml')
      ? 'ods'
      : has('word/document.xml')
        ? 'docx'
        : 'zip';
  throw new PortraitError('file_not_workbook', { file, found });
}

/** The sheet asked for, or the first one that is shown and has something in it. */
async function chooseSheet(
  archive: Archive,
  workbook: Workbook,
  { sheet: name }: ParseOptions,
  file: string,
): Promise<{ sheet: Sheet; start: SheetRow[] }> {
  const { sheets } = workbook;
  const named = sheets.filter((sheet) => sheet.name === name);
  if (name !== undefined && named.length === 0) {
    const others = sheets.map((sheet) => `“${sheet.name}”`).join(', ');
    throw new PortraitError('excel_sheet_missing', { file, sheet: name, sheets: others });
  }
  const shown = sheets.filter(({ hidden }) => !hidden);
  for (const sheet of name === undefined ? [...shown, ...sheets.filter((s) => s.hidden)] : named) {
    const start = await firstRows(archive, sheet, workbook);
    if (start.length > 0) return { sheet, start };
  }
  throw new PortraitError('excel_no_rows', { file, sheet: name ?? sheets[0]?.name ?? '' });
}

async function firstRows(archive: Archive, sheet: Sheet, workbook: Workbook): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const row = (number: number, values: TypedValue[]): boolean => {
    rows.push({ row: number, values });
    return rows.length < rowsAtStart;
  };
  const odd = (): void => undefined;
  await readSheet(archive, sheet, workbook, { row, odd }, () => Promise.resolve(true));
  return rows;
}

/** Counts what one reading let pass, by kind, column and what was found. */
class Odds {
  readonly #names: readonly string[];
  readonly #found = new Map<string, Passed[number]>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** A number that stands as text in its cell. */
  lookAtText(text: string, row: number, place: number): void {
    const first = text.charCodeAt(0);
    if (first > 57 || text.length > 40) return;
    if (numberInText.test(text)) this.add('number_as_text', row, place);
  }

  add(kind: Passed[number]['kind'], row: number, place?: number, found?: string): void {
    const merged = kind === 'merged_cells';
    const key = `${kind} ${merged ? '' : (place ?? '')} ${merged ? '' : (found ?? '')}`;
    const known = this.#found.get(key);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    const column = merged || place === undefined ? undefined : this.#names[place];
    const more = found === undefined ? {} : { found };
    this.#found.set(key, {
      ...{ kind, line: row, count: 1, ...more },
      ...(column === undefined ? {} : { column }),
    });
  }

  list(): Passed {
    return [...this.#found.values()];
  }
}
