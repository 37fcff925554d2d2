import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { FileFormatId } from '#shared/files/formats.ts';
import type { ParseOptions } from '#shared/model/cells/data.ts';
import { openDelimited } from './text/delimited.ts';
import { openJson } from './json/json.ts';
import { looksLikeNegative, openNegative } from './text/negative.ts';
import type { Reader } from './reader.ts';
import { readStart, type Source } from './source.ts';

type Format = {
  /** Whether a file of this format begins so, by its first bytes and by their ASCII text. Absent: never guessed. */
  begins?(bytes: Buffer, text: string): boolean;
  open(source: Source, options: ParseOptions): Promise<Reader>;
};

/** Looked through in this order; what begins like none of them is delimited text. */
const formats: Record<FileFormatId, Format> = {
  parquet: {
    begins: (bytes) => bytes.toString('latin1', 0, 4) === 'PAR1',
    open: async (source) => {
      if (source.compressed)
        throw new PortraitError('parquet_unsupported', {
          ...{ file: source.name, feature: 'Parquet in gzip' },
        });
      // Its decompressors take a while to load, and most files need none of them.
      const { openParquet } = await import('./parquet/open-parquet.ts');
      return openParquet(source);
    },
  },
  excel: {
    begins: (bytes) => bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004',
    open: async (source, options) => {
      const { openExcel } = await import('./excel/open-excel.ts');
      return openExcel(source, options);
    },
  },
  json: { begins: (_, text) => /^(\[\s*)?\{\s*("|\})/.test(text), open: openJson },
  jsonl: { open: openJson },
  negative: { begins: (_, text) => looksLikeNegative(text), open: openNegative },
  delimited: { begins: () => true, open: openDelimited },
};

/** Opens a file as what it is: by the option, or by its first bytes whatever its name says. */
export async function openReader(source: Source, options: ParseOptions): Promise<Reader> {
  const format = options.format === 'auto' ? await guessFormat(source) : formats[options.format];
  return format.open(source, options);
}

async function guessFormat(source: Source): Promise<Format> {
  const { bytes } = await readStart(source, 4096);
  // NULs aside, the beginning of a JSON line looks the same in every encoding we read.
  const text = bytes
    .toString('latin1')
    .replace(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '')
    .trimStart();
  return Object.values(formats).find(({ begins }) => begins?.(bytes, text)) ?? formats.delimited;
}
