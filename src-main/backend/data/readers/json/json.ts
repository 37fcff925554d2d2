import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { TypedValue } from '../../types/evidence.ts';
import { isListOfObjects, parseObject, typedValue } from './json-value.ts';
import { notDelimited, type Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { JsonObjects, jsonShape, type JsonShape } from './json-objects.ts';
import {
  encodingProblems,
  feed,
  readTextStart,
  type TextSink,
  type TextStart,
} from '../text/text-source.ts';
import { Tokenizer } from '../text/tokenizer.ts';

const mostColumns = 100_000;
const linesLookedAt = 50;
/** A delimiter that cannot occur: NUL is refused before, so every line is one field. */
const lines = { delimiter: '\0', quote: '' } as const;

/**
 * Opens JSON: one object a line, or objects in one list, which may be laid out over many lines and stand under a key
 * of an object around it. The keys of an object, in the order they turn up, are the columns. Nested values stay JSON
 * text, except the list `rowsFrom` names: each of its entries becomes a row, with the line's other values repeated. A
 * line without entries becomes one row without them. Throws file_json, file_too_many_columns.
 */
export async function openJson(source: Source, options: ParseOptions): Promise<Reader> {
  const beginning = await readTextStart(source, options);
  const text = beginning.text.toString('utf8');
  const shape = options.rowsFrom === null ? jsonShape(text, beginning.whole) : listShape(text);
  const names: string[] = [];
  const columns = new KeyColumns(names);
  return {
    detected: {
      format: shape === undefined ? 'jsonl' : 'json',
      delimiter: '',
      ...notDelimited,
      header: false,
      encoding: beginning.encoding,
      dayFirst: options.dayFirst === 'auto' ? true : options.dayFirst,
      compressed: source.compressed,
      lists: listKeys(beginning, shape),
    },
    names,
    problems: [],
    passed: () => encodingProblems(beginning),
    read(consumer, how) {
      const objects = eachObject(beginning, shape, (text, line) =>
        entriesOf(parseObject(text, line), options.rowsFrom, line).every((entries) =>
          consumer.values(columns.row(entries, line), line),
        ),
      );
      return feed(objects, source, beginning, options, how);
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
function listKeys(beginning: TextStart, shape: JsonShape | undefined): string[] {
  const found = new Set<string>();
  let left = linesLookedAt;
  const objects = eachObject(beginning, shape, (text, line) => {
    for (const [key, value] of Object.entries(parseObject(text, line))) {
      if (isListOfObjects(value)) found.add(key);
    }
    left -= 1;
    return left > 0;
  });
  try {
    if (objects.push(Buffer.from(beginning.text)) && beginning.whole) objects.end();
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
  }
  return [...found];
}

/** With a list inside each object chosen, an object around everything is one of those objects. */
function listShape(text: string): JsonShape | undefined {
  const shape = jsonShape(text, false);
  return shape === 'wrapped' ? 'sequence' : shape;
}

function eachObject(
  { newline }: TextStart,
  shape: JsonShape | undefined,
  visit: (text: string, line: number) => boolean,
): TextSink {
  if (shape !== undefined) return new JsonObjects(shape, visit);
  return new Tokenizer({ ...lines, newline }, (chunk, starts, ends, _, line) => {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const text = bytes.toString('utf8', starts[0], ends[0]);
    return text.trim() === '' || visit(text, line);
  });
}
