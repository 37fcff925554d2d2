import { textBytes } from '../../wire/byte-text.ts';
import type { TimeUnit } from './element.ts';

/** The unit of each top-level field that Arrow knows to be a duration; Parquet itself has only integers for it. */
export type Durations = readonly (TimeUnit | 'SECONDS' | undefined)[];

/** Numbers of the flatbuffers tables in Arrow's format/Schema.fbs and Message.fbs. */
const message = { header: 2 };
const schema = { fields: 1 };
const arrowField = { typeType: 2, type: 3 };
const durationType = 18;
const units = ['SECONDS', 'MILLIS', 'MICROS', 'NANOS'] as const;

/** Reads what Arrow's writers keep of their own schema; nothing where there is none, or none that can be read. */
export function durationsOf(
  metadata: { key_value_metadata?: { key: string; value?: string }[] },
  fields: number,
): Durations {
  const stored = metadata.key_value_metadata?.find(({ key }) => key === 'ARROW:schema')?.value;
  if (stored === undefined) return [];
  try {
    const padded = stored.padEnd(Math.ceil(stored.length / 4) * 4, '=');
    const found = readUnits(new DataView(textBytes(padded).buffer));
    return found.length === fields ? found : [];
  } catch (error) {
    // Other programs may write anything under this name; the columns stay the integers they are.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function readUnits(bytes: DataView): Durations {
  const start = bytes.getUint32(0, true) === 0xffffffff ? 8 : 4;
  const root = start + bytes.getUint32(start, true);
  const header = follow(bytes, root, message.header);
  const list = header === undefined ? undefined : follow(bytes, header, schema.fields);
  if (list === undefined) return [];
  return Array.from({ length: bytes.getUint32(list, true) }, (_, i) => {
    const at = list + 4 + 4 * i;
    const field = at + bytes.getUint32(at, true);
    const kind = slot(bytes, field, arrowField.typeType);
    if (kind === undefined || bytes.getUint8(kind) !== durationType) return undefined;
    const type = follow(bytes, field, arrowField.type);
    const unit = type === undefined ? undefined : slot(bytes, type, 0);
    // Milliseconds are the format's default, and a default is not written.
    return units[unit === undefined ? 1 : bytes.getInt16(unit, true)];
  });
}

/** Where a field of a flatbuffers table lies; undefined where it has its default. */
function slot(bytes: DataView, table: number, field: number): number | undefined {
  const vtable = table - bytes.getInt32(table, true);
  const at = 4 + 2 * field;
  if (at + 2 > bytes.getUint16(vtable, true)) return undefined;
  const offset = bytes.getUint16(vtable + at, true);
  return offset === 0 ? undefined : table + offset;
}

function follow(bytes: DataView, table: number, field: number): number | undefined {
  const at = slot(bytes, table, field);
  return at === undefined ? undefined : at + bytes.getUint32(at, true);
}
