import type { FileMetaData, TimeUnit } from 'hyparquet';
import type { Field } from './schema.ts';

/** The unit of each top-level field that Arrow knows to be a duration; Parquet itself has only integers for it. */
export type Durations = readonly (TimeUnit | 'SECONDS' | undefined)[];

/** Numbers of the flatbuffers tables in Arrow's format/Schema.fbs and Message.fbs. */
const message = { header: 2 };
const schema = { fields: 1 };
const arrowField = { typeType: 2, type: 3 };
const durationType = 18;
const units = ['SECONDS', 'MILLIS', 'MICROS', 'NANOS'] as const;

/** Reads what Arrow's writers keep of their own schema; nothing where there is none, or none that can be read. */
export function durationsOf(metadata: FileMetaData, fields: readonly Field[]): Durations {
  const stored = metadata.key_value_metadata?.find(({ key }) => key === 'ARROW:schema')?.value;
  if (stored === undefined) return [];
  try {
    const found = readUnits(Buffer.from(stored, 'base64'));
    return found.length === fields.length ? found : [];
  } catch (error) {
    // Other programs may write anything under this name; the columns stay the integers they are.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function readUnits(bytes: Buffer): Durations {
  const start = bytes.readUInt32LE(0) === 0xffffffff ? 8 : 4;
  const root = start + bytes.readUInt32LE(start);
  const header = follow(bytes, root, message.header);
  const list = header === undefined ? undefined : follow(bytes, header, schema.fields);
  if (list === undefined) return [];
  return Array.from({ length: bytes.readUInt32LE(list) }, (_, i) => {
    const at = list + 4 + 4 * i;
    const field = at + bytes.readUInt32LE(at);
    const kind = slot(bytes, field, arrowField.typeType);
    if (kind === undefined || bytes.readUInt8(kind) !== durationType) return undefined;
    const type = follow(bytes, field, arrowField.type);
    const unit = type === undefined ? undefined : slot(bytes, type, 0);
    // Milliseconds are the format's default, and a default is not written.
    return units[unit === undefined ? 1 : bytes.readInt16LE(unit)];
  });
}

/** Where a field of a flatbuffers table lies; undefined where it has its default. */
function slot(bytes: Buffer, table: number, field: number): number | undefined {
  const vtable = table - bytes.readInt32LE(table);
  const at = 4 + 2 * field;
  if (at + 2 > bytes.readUInt16LE(vtable)) return undefined;
  const offset = bytes.readUInt16LE(vtable + at);
  return offset === 0 ? undefined : table + offset;
}

function follow(bytes: Buffer, table: number, field: number): number | undefined {
  const at = slot(bytes, table, field);
  return at === undefined ? undefined : at + bytes.readUInt32LE(at);
}
