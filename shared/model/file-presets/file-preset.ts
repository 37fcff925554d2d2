import type { z } from 'zod';
import { parseOptions, type ColumnChoice, type ParseOptions } from '../cells/data.ts';
import type { ColumnType } from '../table.ts';

type NamedColumn = readonly [name: string, type?: ColumnType];

/** How a file of a known layout is read: options, and what its columns are called and hold. */
export type FilePreset = {
  /** Stays the same for ever. */
  id: string;
  /** Name of the data set or library the file comes from; not translated. */
  name: string;
  /** The file as its makers name it. */
  file: string;
  /** File names it goes by, without `.gz`; null where only its columns tell. */
  like: RegExp | null;
  options: ParseOptions;
  columns:
    | { by: 'place'; list: readonly NamedColumn[] }
    /** `needed`: names that must be there for a file to be taken for one of these. */
    | { by: 'name'; needed: readonly string[]; types: ReadonlyMap<string, ColumnType> }
    /** RecBole's typed header: `user_id:token`. */
    | { by: 'suffix' };
};

type Options = z.input<typeof parseOptions>;
type Named = { id: string; name: string; file: string; like?: RegExp };

/** A file without a header: its columns are named here, in order. */
export function headless(
  preset: Named & { like: RegExp },
  options: Options,
  list: readonly NamedColumn[],
): FilePreset {
  const read = parseOptions.parse({ format: 'delimited', header: false, ...options });
  return { ...preset, options: read, columns: { by: 'place', list } };
}

/** A file with names of its own; `types` settles what the values alone would leave open, ids above all. */
export function headed(
  { like = null, ...preset }: Omit<Named, 'like'> & { like?: RegExp | null },
  options: Options,
  needed: readonly string[],
  types: Record<string, ColumnType> = {},
): FilePreset {
  return {
    ...preset,
    like,
    options: parseOptions.parse({ header: true, ...options }),
    columns: { by: 'name', needed, types: new Map(Object.entries(types)) },
  };
}

const suffixed = /^(.+):(token|float|token_seq|float_seq)$/;

/** Choices for the columns of a file, from the names it has when read with the preset's options. */
export function presetColumns(preset: FilePreset, names: readonly string[]): ColumnChoice[] {
  return names.flatMap((own, index): ColumnChoice[] => {
    const [name, type] = columnOf(preset, own, index);
    if (name === null && type === null) return [];
    return [{ index, name, type, skip: false }];
  });
}

function columnOf(
  { columns }: FilePreset,
  own: string,
  index: number,
): [name: string | null, type: ColumnType | null] {
  if (columns.by === 'place') {
    const [name, type] = columns.list[index] ?? [];
    return [name ?? null, type ?? null];
  }
  if (columns.by === 'name') return [null, columns.types.get(own) ?? null];
  const [, name, kind] = suffixed.exec(own) ?? [];
  // A list of numbers is stored as the text it is written as.
  return name === undefined ? [null, null] : [name, kind === 'float' ? 'real' : 'text'];
}

/** What a file looks like when read without a preset. */
export type FileLook = { names: readonly string[]; delimiter: string };

/** Whether a file may be one of these; `look` is null where it could not be read without a preset. */
export function fits(preset: FilePreset, fileName: string, look: FileLook | null): boolean {
  const named = preset.like?.test(fileName.replace(/\.gz$/i, '')) ?? false;
  const { columns } = preset;
  if (columns.by === 'place')
    return named && (look === null || mayHold(preset, columns.list, look));
  if (look === null) return named;
  if (columns.by === 'name') return columns.needed.every((name) => look.names.includes(name));
  return look.names.length > 0 && look.names.every((name) => suffixed.test(name));
}

/** Where the delimiter was told apart, the number of columns must agree too: a few at the end may be left out. */
function mayHold(
  { options }: FilePreset,
  list: readonly NamedColumn[],
  { names, delimiter }: FileLook,
): boolean {
  const agrees = options.delimiter === 'auto' || options.delimiter.startsWith(delimiter);
  return agrees && names.length >= 2 && names.length <= list.length;
}
