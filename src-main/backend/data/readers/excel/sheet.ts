import type { TypedValue } from '../../types/evidence.ts';
import type { Archive } from './archive.ts';
import { damaged } from './fault.ts';
import { RichText, unescapedText } from './shared-strings.ts';
import { serialTime } from './serial-time.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { attribute, parseXml } from './xml.ts';

/** Excel's own bound, XFD. */
const mostColumns = 16_384;

/** What a sheet let pass, each with the row of the first. */
export type Odd = 'error_cell' | 'formula_without_value' | 'merged_cells' | 'date_out_of_range';
export type OnOdd = (kind: Odd, row: number, column: number, found?: string) => void;

/**
 * A row with something in it: its number from 1, and its values by column from 0; what is absent is missing. Values are
 * valid only during the call. False ends the reading.
 */
export type OnRow = (row: number, values: TypedValue[], durations: boolean[]) => boolean;

/** Reads the cells of a sheet as it streams. @throws Error where it is no sheet */
export async function readSheet(
  archive: Archive,
  { path }: Sheet,
  workbook: Workbook,
  on: { row: OnRow; odd: OnOdd },
  afterChunk: (position: number) => Promise<boolean>,
): Promise<void> {
  const entry = archive.entries.get(path) ?? damaged(`no ${path}`);
  const { chunks, position } = archive.read(entry);
  let more = true;
  const cell = new Cell(workbook);
  const rich = new RichText();
  let row = 0;
  let column = -1;
  let values: TypedValue[] = [];
  let durations: boolean[] = [];
  let filled = 0;
  let inValue = false;
  await parseXml(
    chunks,
    {
      open(name, attributes) {
        if (name === 'c') {
          const all = attributes();
          const place = attribute(all, 'r');
          column = place === undefined ? column + 1 : columnOf(place);
          if (column >= mostColumns) damaged(`a cell ${String(place)}`);
          cell.begin(all['t'] ?? 'n', Number(all['s'] ?? 0));
          rich.clear();
        } else if (name === 'v') inValue = true;
        else if (name === 'f') cell.formula = true;
        else if (name === 'row') {
          const given = attribute(attributes(), 'r');
          row = given === undefined ? row + 1 : Number(given);
          if (!Number.isSafeInteger(row) || row < 1) damaged(`a row ${String(given)}`);
          column = -1;
          values = [];
          durations = [];
          filled = 0;
        } else if (name === 'mergeCell') {
          const area = attribute(attributes(), 'ref') ?? '';
          const first = area.split(':')[0]!;
          on.odd('merged_cells', Number(first.replace(/\D/g, '')) || 1, columnOf(first), area);
        } else rich.open(name);
      },
      close(name) {
        if (name === 'v') inValue = false;
        else if (name === 'c') {
          if (cell.type === 'inlineStr') cell.text = rich.take();
          const value = cell.value((kind, found) => on.odd(kind, row, column, found));
          if (value === null) return;
          values[column] = value;
          if (cell.isDuration) durations[column] = true;
          filled += 1;
        } else if (name === 'row') {
          if (filled > 0 && more) more = on.row(row, values, durations);
        } else rich.close(name);
      },
      text(text) {
        if (inValue) cell.text += text;
        else rich.add(text);
      },
    },
    async () => more && (await afterChunk(entry.packed === 0 ? 1 : position() / entry.packed)),
  );
}

/** A cell while it is read. */
class Cell {
  readonly #workbook: Workbook;
  type = 'n';
  text = '';
  formula = false;
  isDuration = false;
  #style = 0;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  begin(type: string, style: number): void {
    this.type = type;
    this.#style = style;
    this.text = '';
    this.formula = false;
    this.isDuration = false;
  }

  /** Null is missing. */
  value(odd: (kind: Odd, found?: string) => void): TypedValue {
    const { type, text } = this;
    if (text === '') {
      if (this.formula && type !== 'str') odd('formula_without_value');
      return null;
    }
    switch (type) {
      case 's':
        return this.#workbook.strings[Number(text)] ?? damaged(`no text ${text}`);
      case 'inlineStr':
        return text;
      case 'str':
        return unescapedText(text);
      case 'b':
        return text === '1' || text === 'true';
      case 'e':
        odd('error_cell', text);
        return null;
      case 'd':
        return isoTime(text);
      default:
        return this.#number(text, odd);
    }
  }

  #number(text: string, odd: (kind: Odd, found?: string) => void): TypedValue {
    const number = Number(text);
    if (!Number.isFinite(number)) damaged(`a number ${text.slice(0, 40)}`);
    const kind = this.#workbook.kinds[this.#style];
    if (kind === undefined || kind.kind === 'number') return number;
    if (kind.kind === 'duration') {
      this.isDuration = true;
      return Math.round(number * 86_400_000) / 1000;
    }
    const time = serialTime(number, this.#workbook.calendar, kind.clock);
    if (time === null) odd('date_out_of_range', text);
    return time;
  }
}

/** A time in ISO 8601 as tables store it. */
function isoTime(text: string): string {
  const [day, clock] = text.replace(/Z$/, '').split('T');
  return clock === undefined || /^0?0:00:00(\.0+)?$/.test(clock) ? day! : `${day} ${clock}`;
}

/** `AB12` is column 27. */
function columnOf(place: string): number {
  let column = 0;
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

/** Column 27 is `AB`. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return before === 0 ? letter : columnLetters(before - 1) + letter;
}
