import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { openDelimited } from './delimited.ts';
import { openJson } from './json.ts';
import { looksLikeNegative, openNegative } from './negative.ts';
import type { Reader } from './reader.ts';
import { readStart, type Source } from './source.ts';

/** Opens a file as what it is: by the option, or by its first bytes whatever its name says. */
export async function openReader(source: Source, options: ParseOptions): Promise<Reader> {
  const format = options.format === 'auto' ? await guessFormat(source) : options.format;
  if (format === 'jsonl' || format === 'json') return openJson(source, options);
  if (format === 'delimited') return openDelimited(source, options);
  if (format === 'negative') return openNegative(source, options);
  if (source.compressed) {
    throw new PortraitError('parquet_unsupported', {
      file: source.name,
      feature: 'Parquet in gzip',
    });
  }
  // Its decompressors take a while to load, and most files need none of them.
  const { openParquet } = await import('./parquet/open-parquet.ts');
  return openParquet(source);
}

async function guessFormat(source: Source): Promise<Reader['detected']['format']> {
  const { bytes } = await readStart(source, 4096);
  if (bytes.toString('latin1', 0, 4) === 'PAR1') return 'parquet';
  // NULs aside, the beginning of a JSON line looks the same in every encoding we read.
  const text = bytes
    .toString('latin1')
    .replace(/[\0\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '')
    .trimStart();
  if (/^(\[\s*)?\{\s*("|\})/.test(text)) return 'json';
  return looksLikeNegative(text) ? 'negative' : 'delimited';
}
