import type { AsyncBuffer, DecodedArray, RowGroup } from 'hyparquet';
import type { TypedValue } from '../../types/evidence.ts';
import type { Durations } from '#shared/values/parquet/arrow-schema.ts';
import { FlatColumn } from './flat-column.ts';
import { LevelQueue } from './levels.ts';
import { NestedColumn } from './nested-column.ts';
import { PageStream } from './pages.ts';
import { checkKind, isFlat, type Field } from './schema.ts';
import { conversion, type BytesAs } from './values.ts';

/** What is known of a file before its rows are read. `leaves` and `bytesAs` go by column of values, the rest by field. */
export type Layout = {
  fields: Field[];
  leaves: Field[];
  durations: Durations;
  bytesAs: BytesAs[];
  /** Whether pages that say they are not packed are (see `packsAlways`). */
  packed: boolean;
};

export type Columns = { take(rows: number): Promise<TypedValue[]> }[];

/**
 * Readers of all fields of a row group, from its first row on, those of fields left out giving nothing. `onInvalidText`
 * names the field.
 */
export function columnsOf(
  file: AsyncBuffer,
  group: RowGroup,
  { fields, leaves, durations, bytesAs, packed }: Layout,
  onInvalidText: (field: number) => void,
  without: ReadonlySet<number>,
): Columns {
  const pagesOf = (leaf: number): PageStream => {
    const chunk = group.columns[leaf]!.meta_data!;
    checkKind(leaves[leaf]!, chunk);
    return new PageStream(file, leaves[leaf]!, chunk, packed);
  };
  return fields.map((field, f) => {
    if (without.has(f)) return nothing;
    const onInvalid = (): void => onInvalidText(f);
    if (isFlat(field)) {
      const [leaf] = field.leaves;
      const convert = conversion(field.element, durations[f], bytesAs[leaf!]!, onInvalid);
      return new FlatColumn(pagesOf(leaf!), field, convert);
    }
    const raw = new Set(variantLeaves(field));
    const queues = field.leaves.map((leaf) => {
      const own = leaves[leaf]!;
      const convert = raw.has(leaf)
        ? (value: DecodedArray[number]): unknown => value
        : conversion(own.element, undefined, bytesAs[leaf]!, onInvalid);
      return [leaf, new LevelQueue(pagesOf(leaf), own, convert)] as const;
    });
    return new NestedColumn(field, new Map(queues));
  });
}

const nothing: Columns[number] = {
  take: (rows) => Promise.resolve(new Array<TypedValue>(rows).fill(null)),
};

/** Columns inside a VARIANT that hold its own binary form. */
function variantLeaves(field: Field, inside = false): number[] {
  const variant = inside || field.element.logical_type?.type === 'VARIANT';
  if (field.children.length > 0) {
    return field.children.flatMap((child) => variantLeaves(child, variant));
  }
  const own = field.element.type === 'BYTE_ARRAY' && ['metadata', 'value'].includes(field.name);
  return variant && own ? field.leaves : [];
}
