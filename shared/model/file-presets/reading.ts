import { parseOptions, type ColumnChoice, type ParseOptions } from '../cells/data.ts';
import { presetColumns, type FilePreset } from './file-preset.ts';
import { proposePresets } from './list.ts';

/** The part of a preview that presets go by. */
type Looked = {
  columns: readonly { name: string }[];
  detected: { delimiter: string };
};
type Look<T> = (options: ParseOptions, columns: ColumnChoice[]) => Promise<T>;

/** How a file is read, and what it looks like then. `proposals`: presets it looks like, the likeliest first. */
export type Reading<T> = {
  preset: FilePreset | null;
  proposals: FilePreset[];
  options: ParseOptions;
  columns: ColumnChoice[];
  preview: T;
};

/** Reads a file by a preset; its columns are known once the names are that the file has under its options. */
export async function readBy<T extends Looked>(
  preset: FilePreset,
  look: Look<T>,
): Promise<Reading<T>> {
  const { options } = preset;
  const bare = await look(options, []);
  const columns = presetColumns(
    preset,
    bare.columns.map(({ name }) => name),
  );
  const preview = columns.length === 0 ? bare : await look(options, columns);
  return { preset, proposals: [], options, columns, preview };
}

/** Looks at a file as it stands, and reads it by the likeliest preset where there is one. Rejects as `look` does. */
export async function readAsProposed<T extends Looked>(
  fileName: string,
  look: Look<T>,
): Promise<Reading<T>> {
  const options = parseOptions.parse({});
  const plain = await look(options, []).catch((thrown: unknown) => ({ thrown }));
  const unread = 'thrown' in plain;
  const proposals = proposePresets(
    fileName,
    unread
      ? null
      : { names: plain.columns.map(({ name }) => name), delimiter: plain.detected.delimiter },
  );
  const likeliest = proposals[0];
  if (likeliest !== undefined) return { ...(await readBy(likeliest, look)), proposals };
  if (unread) throw plain.thrown;
  return { preset: null, proposals, options, columns: [], preview: plain };
}
