import type { CellValue, ValueKind } from '../model/table.ts';
import { readBoolean } from '../values/boolean-text.ts';
import { isMissingMark } from '../values/missing-marks.ts';
import { plainReading, readNumber } from '../values/number/index.ts';
import { readTimeText } from '../values/time/read.ts';
import { isStoredTime, storedTime } from '../values/time/stored.ts';
import type { ExportedModel, InputColumn } from './exported-model.ts';

/** What a value was expected to be. */
export type Expected =
  | 'text'
  | 'number'
  | 'whole_number'
  | 'true_or_false'
  | 'date'
  | 'text_or_number'
  | 'present'
  | 'known_column';

/** Why a row cannot be read: the column, what stands there, and what belongs there. */
export type Fault = { column: string; found: unknown; expected: Expected };

export type ReadRow = { row: CellValue[] } | { fault: Fault };

type Reading = { value: CellValue } | { expected: Expected };

/** What a column takes: its type, or a number where the first thing done to its text is to read it as one. */
export function acceptedBy(
  { name, type }: Pick<InputColumn, 'name' | 'type'>,
  plan: ExportedModel['plan'],
): Expected {
  switch (type) {
    case 'integer':
      return 'whole_number';
    case 'real':
      return 'number';
    case 'boolean':
      return 'true_or_false';
    case 'date':
      return 'date';
    default: {
      const first = plan.find(
        (step) => step.type !== 'drop' && step.type !== 'keep' && step.column === name,
      );
      const isNumber = first?.type === 'retype' && (first.to === 'integer' || first.to === 'real');
      return isNumber ? 'text_or_number' : 'text';
    }
  }
}

/**
 * Reads typed values, as JSON and Parquet carry them, given in the order of the model's inputs, into values of these. Nothing
 * is coerced: "41" is no number, 1 is not true, 30 February is no date. Null is missing; undefined says that there is no such
 * value at all, which a column that always had one refuses.
 */
export function valueReader(
  model: Pick<ExportedModel, 'inputs' | 'plan'>,
): (values: (input: number, name: string) => unknown) => ReadRow {
  const inputs = model.inputs.map((column) => ({
    ...{ name: column.name, required: column.required },
    accepted: acceptedBy(column, model.plan),
  }));
  return (values) => {
    const row: CellValue[] = [];
    for (const [at, { name, accepted, required }] of inputs.entries()) {
      const found = values(at, name);
      if (found === undefined && required) {
        return { fault: { column: name, found: null, expected: 'present' } };
      }
      const reading = readValue(found ?? null, accepted);
      if ('expected' in reading) {
        return { fault: { column: name, found, expected: reading.expected } };
      }
      row.push(reading.value);
    }
    return { row };
  };
}

/** Reads rows of named values as `valueReader` does; names the model does not know are refused. */
export function objectReader(
  model: Pick<ExportedModel, 'inputs' | 'ignored' | 'plan'>,
): (given: Readonly<Record<string, unknown>>) => ReadRow {
  const known = new Set([...model.inputs.map(({ name }) => name), ...model.ignored]);
  const read = valueReader(model);
  return (given) => {
    const unknown = Object.keys(given).find((name) => !known.has(name));
    if (unknown !== undefined) {
      return { fault: { column: unknown, found: given[unknown], expected: 'known_column' } };
    }
    return read((_, name) => (Object.hasOwn(given, name) ? given[name] : undefined));
  };
}

function readValue(found: unknown, accepted: Expected): Reading {
  if (found === null) return { value: null };
  const wrong = { expected: accepted };
  switch (accepted) {
    case 'whole_number':
      return Number.isSafeInteger(found) ? { value: Number(found) } : wrong;
    case 'number':
      return isFinite(found) ? { value: found } : wrong;
    case 'true_or_false':
      return typeof found === 'boolean' ? { value: found ? 1 : 0 } : wrong;
    case 'date':
      return typeof found === 'string' ? dateValue(found) : wrong;
    case 'text_or_number':
      return typeof found === 'string' || isFinite(found) ? { value: found } : wrong;
    default:
      return typeof found === 'string' ? { value: found } : wrong;
  }
}

const isFinite = (found: unknown): found is number =>
  typeof found === 'number' && Number.isFinite(found);

/** A date as tables store it; ISO 8601 with T or a zone is turned into that. */
function dateValue(text: string): Reading {
  if (isStoredTime(text)) return { value: text };
  const read =
    storedTime(text) === null ? undefined : readTimeText(text, { reading: 'year_month_day' });
  return read === undefined ? { expected: 'date' } : { value: read };
}

/**
 * Reads the texts of a file's cells, given in the order of the model's inputs, as the import of the training table read
 * them; undefined where the file has no such column.
 */
export function textReader(
  model: Pick<ExportedModel, 'inputs'>,
): (cells: readonly (string | undefined)[]) => ReadRow {
  const readers = model.inputs.map((column) => ({ column: column.name, read: cellReader(column) }));
  return (cells) => {
    const row: CellValue[] = [];
    for (const [at, { column, read }] of readers.entries()) {
      const found = cells[at];
      const reading: Reading = found === undefined ? { value: null } : read(found);
      if ('expected' in reading) return { fault: { column, found, expected: reading.expected } };
      row.push(reading.value);
    }
    return { row };
  };
}

function cellReader({
  type,
  words,
  text: { missing, number, time },
}: InputColumn): (text: string) => Reading {
  const marks = new Set(missing.map((mark) => mark.trim()));
  const read = typedReader({ type, words }, number ?? plainReading, time);
  if (read === null) return (text) => ({ value: marks.has(text.trim()) ? null : text });
  return (text) => {
    if (marks.has(text.trim())) return { value: null };
    const reading = read(text);
    return 'expected' in reading && isMissingMark(text) ? { value: null } : reading;
  };
}

/** Null for text, which is taken as it stands. */
function typedReader(
  { type, words }: ValueKind,
  number: NonNullable<InputColumn['text']['number']>,
  time: InputColumn['text']['time'],
): ((text: string) => Reading) | null {
  switch (type) {
    case 'integer':
      return (text) => {
        const value = readNumber(text, number);
        return Number.isSafeInteger(value)
          ? { value: value ?? null }
          : { expected: 'whole_number' };
      };
    case 'real':
      return (text) => {
        const value = readNumber(text, number);
        return value === undefined ? { expected: 'number' } : { value };
      };
    case 'boolean':
      return (text) => {
        const value = readBoolean(text, true, words);
        return value === undefined ? { expected: 'true_or_false' } : { value };
      };
    case 'date':
      return (text) => {
        if (time === null) return dateValue(text);
        const value = readTimeText(text, time);
        return value === undefined ? { expected: 'date' } : { value };
      };
    default:
      return null;
  }
}
