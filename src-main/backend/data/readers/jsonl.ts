import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { TypedValue } from '../types/evidence.ts';
import { isListOfObjects, parseObject, typedValue } from './json-value.ts';
import type { Reader } from './reader.ts';
import type { Source } from './source.ts';
import { feed, readTextStart, type TextStart } from './text-source.ts';
import { Tokenizer } from './tokenizer.ts';

const mostColumns = 2000;
const linesLookedAt = 50;
/** A delimiter that cannot occur: NUL is refused before, so every line is one field. */
const lines = { delimiter: '\0', quote: '' } as const;

/**
 * Opens JSON lines: one object a line; its keys, in the order they turn up, are the columns. Nested values stay JSON
 * text, except the list `rowsFrom` names: each of its entries becomes a row, with the line's other values repeated. A
 * line without entries becomes one row without them. Throws file_json, file_too_many_columns.
 */
export async function openJsonLines(source: Source, options: ParseOptions): Promise<Reader> {
  const beginning = await readTextStart(source, options);
  const names: string[] = [];
  const columns = new KeyColumns(names);
  return {
    detected: {
      format: 'jsonl',
      delimiter: '',
      header: false,
      encoding: beginning.encoding,
      dayFirst: options.dayFirst === 'auto' ? true : options.dayFirst,
      compressed: source.compressed,
      lists: listKeys(beginning),
    },
    names,
    problems: [],
    read(consumer, how) {
      const tokenizer = eachLine(beginning, (text, line) =>
        entriesOf(parseObject(text, line), options.rowsFrom, line).every((entries) =>
          consumer.values(columns.row(entries, line), line),
        ),
      );
      return feed(tokenizer, source, beginning, options, how);
    },
  };
}

/** Key and value pairs of a row; keys of an entry that the line has too are told apart by the list's name. */
type Entries = [key: string, value: unknown][];

function entriesOf(object: object, rowsFrom: string | null, line: number): Entries[] {
  const all: Entries = Object.entries(object);
  if (rowsFrom === null) return [all];
  const list = all.find(([key]) => key === rowsFrom)?.[1] ?? [];
  const around = all.filter(([key]) => key !== rowsFrom);
  if (!Array.isArray(list)) {
    throw new PortraitError('file_json', { line, detail: `“${rowsFrom}” holds no list` });
  }
  if (list.length === 0) return [around];
  const taken = new Set(around.map(([key]) => key));
  return list.map((entry: unknown): Entries => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      return [...around, [rowsFrom, entry]];
    }
    const own: Entries = Object.entries(entry);
    return [
      ...around,
      ...own.map(([key, value]): Entries[number] => [
        taken.has(key) ? `${rowsFrom}.${key}` : key,
        value,
      ]),
    ];
  });
}

/** Gives keys their columns, new ones at the end. */
class KeyColumns {
  readonly #names: string[];
  readonly #positions = new Map<string, number>();

  constructor(names: string[]) {
    this.#names = names;
  }

  row(entries: Entries, line: number): TypedValue[] {
    const row: TypedValue[] = Array<TypedValue>(this.#names.length).fill(null);
    for (const [key, value] of entries) row[this.#place(key)] = typedValue(value, line);
    return row;
  }

  #place(key: string): number {
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    const at = this.#names.length;
    if (at === mostColumns) {
      throw new PortraitError('file_too_many_columns', { found: at + 1, limit: mostColumns });
    }
    this.#names.push(key);
    this.#positions.set(key, at);
    return at;
  }
}

/** Keys that hold lists of objects in the first lines; a line that is no object is left for the reading to name. */
function listKeys(beginning: TextStart): string[] {
  const found = new Set<string>();
  let left = linesLookedAt;
  const tokenizer = eachLine(beginning, (text, line) => {
    for (const [key, value] of Object.entries(parseObject(text, line))) {
      if (isListOfObjects(value)) found.add(key);
    }
    left -= 1;
    return left > 0;
  });
  try {
    if (tokenizer.push(Buffer.from(beginning.text)) && beginning.whole) tokenizer.end();
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
  }
  return [...found];
}

function eachLine(
  { newline }: TextStart,
  visit: (text: string, line: number) => boolean,
): Tokenizer {
  return new Tokenizer({ ...lines, newline }, (chunk, starts, ends, _, line) => {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const text = bytes.toString('utf8', starts[0], ends[0]);
    return text.trim() === '' || visit(text, line);
  });
}
