import { dayText } from '#shared/values/time/index.ts';
import type { TypedValue } from '../../types/evidence.ts';
import type { ParquetParsers } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decodeVariantColumn } from 'hyparquet/src/variant.js';
import { scalar } from '../json/json-value.ts';
import { contradiction } from './fault.ts';
import { instantText } from '#shared/values/parquet/instants.ts';
import type { LevelQueue } from './levels.ts';
import { nestedText, Struct } from './nested-text.ts';
import type { Field } from './schema.ts';

type Queues = ReadonlyMap<number, LevelQueue>;

/** Dates and times inside a VARIANT, as everywhere else. */
const variantParsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  dateFromDays: dayText,
  timestampFromMicroseconds: (value: bigint) => instantText(value, 'MICROS'),
  timestampFromNanoseconds: (value: bigint) => instantText(value, 'NANOS'),
};

/**
 * A field of lists, maps, structs or variants, assembled row by row from the columns below it after their levels
 * (Melnik et al. 2010, "Dremel"), and given as JSON text.
 */
export class NestedColumn {
  readonly #field: Field;
  readonly #queues: Queues;

  constructor(field: Field, queues: Queues) {
    this.#field = field;
    this.#queues = queues;
  }

  /** The next `rows` values, fewer where the columns end. */
  async take(rows: number): Promise<TypedValue[]> {
    for (const queue of this.#queues.values()) await queue.load(rows);
    const taken: TypedValue[] = [];
    for (let row = 0; row < rows; row += 1) {
      const value = fieldValue(this.#field, this.#queues);
      taken.push(value === null || typeof value !== 'object' ? scalar(value) : nestedText(value));
    }
    return taken;
  }
}

function fieldValue(field: Field, queues: Queues): unknown {
  if (field.repeated) return repeatedValues(field, queues);
  return presentOrNull(field, queues);
}

function repeatedValues(field: Field, queues: Queues): unknown[] {
  const first = front(field, queues);
  if (first.definition < field.definition) {
    skip(field, queues);
    return [];
  }
  const values: unknown[] = [];
  do values.push(presentValue(field, queues));
  while (first.repetition === field.repetition);
  return values;
}

function presentOrNull(field: Field, queues: Queues): unknown {
  if (front(field, queues).definition < field.definition) {
    skip(field, queues);
    return null;
  }
  return presentValue(field, queues);
}

function presentValue(field: Field, queues: Queues): unknown {
  if (field.children.length === 0) return front(field, queues).take();
  const shape = shapeOf(field);
  if (shape === 'list') return listValue(field, queues);
  const struct = new Struct(
    field.children.map((child) => [child.name, fieldValue(child, queues)] as const),
  );
  if (shape === 'map') return mapValue(struct.only());
  if (shape !== 'variant') return struct;
  return decodeVariantColumn(struct.plain(), variantParsers);
}

/** A list of the usual three levels is its elements; older writers leave the middle one out. */
function listValue(field: Field, queues: Queues): unknown {
  const [middle] = field.children;
  const values = repeatedValues(middle!, queues);
  const [element] = middle!.children;
  const own =
    element === undefined ||
    middle!.children.length > 1 ||
    middle!.name === 'array' ||
    middle!.name === `${field.name}_tuple`;
  return own ? values : values.map((value) => (value instanceof Struct ? value.only() : value));
}

/** A map of text keys that are all different as an object, one without values as its keys, any other as pairs. */
function mapValue(entries: unknown): unknown {
  if (!Array.isArray(entries)) return entries;
  const structs = entries.filter((entry) => entry instanceof Struct);
  const keysOnly = structs.length > 0 && structs.every(({ entries: { length } }) => length === 1);
  if (keysOnly) {
    return structs.map((struct) => struct.only());
  }
  const pairs = structs.map(({ entries: [key, value] }) => [key?.[1], value?.[1] ?? null] as const);
  const keys = new Set(pairs.map(([key]) => key));
  const named = pairs.flatMap(([key, value]) =>
    typeof key === 'string' ? [[key, value] as const] : [],
  );
  return named.length === pairs.length && keys.size === pairs.length ? new Struct(named) : pairs;
}

function shapeOf({ element, children }: Field): 'list' | 'map' | 'variant' | 'struct' {
  const { converted_type: converted, logical_type: logical } = element;
  const single = children.length === 1 && children[0]!.repeated;
  if (logical?.type === 'VARIANT') return 'variant';
  if (single && (converted === 'LIST' || logical?.type === 'LIST')) return 'list';
  const map = converted === 'MAP' || converted === 'MAP_KEY_VALUE' || logical?.type === 'MAP';
  return single && map ? 'map' : 'struct';
}

function front(field: Field, queues: Queues): LevelQueue {
  const queue = queues.get(field.leaves[0] ?? -1);
  return queue ?? contradiction(`${field.name} has no columns`);
}

function skip(field: Field, queues: Queues): void {
  for (const leaf of field.leaves) queues.get(leaf)?.take();
}
