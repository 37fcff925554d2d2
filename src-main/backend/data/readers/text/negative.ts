import type { ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { notDelimited, type Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { encodingProblems, feed, readTextStart } from './text-source.ts';
import { Tokenizer } from './tokenizer.ts';

const names = ['user_id', 'item_id', 'negatives'];
const pair = /^\(\s*([^\s,()]+)\s*,\s*([^\s,()]+)\s*\)$/;

/** Whether text begins as NCF's test lists do: `(0,25)` and a tab. */
export function looksLikeNegative(text: string): boolean {
  return /^\(\s*[^\s,()]+\s*,\s*[^\s,()]+\s*\)(\t|\r?\n|$)/.test(text);
}

/**
 * Opens NCF's test lists: one row a user, with the item held out and the sampled other items as one text, separated by
 * bars. Ids stay text. Throws file_value where a line does not begin with a pair.
 */
export async function openNegative(source: Source, options: ParseOptions): Promise<Reader> {
  const beginning = await readTextStart(source, options);
  const dialect = { delimiter: '\t', quote: '', newline: beginning.newline };
  return {
    detected: {
      format: 'negative',
      delimiter: '\t',
      ...notDelimited,
      header: false,
      encoding: beginning.encoding,
      dayFirst: options.dayFirst === 'auto' ? true : options.dayFirst,
      compressed: source.compressed,
      lists: [],
    },
    names,
    problems: [],
    passed: () => encodingProblems(beginning),
    read(consumer, how) {
      const tokenizer = new Tokenizer(dialect, (bytes, starts, ends, fields, line) => {
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
        const first = buffer.toString('utf8', starts[0], ends[0]);
        const [, user, item] = pair.exec(first.trim()) ?? [];
        if (user === undefined || item === undefined) {
          const value = first.length > 60 ? `${first.slice(0, 60)}…` : first;
          throw new PortraitError('file_value', { line, column: 1, value, type: '(user,item)' });
        }
        const others = buffer.toString('utf8', starts[1], ends[fields - 1]);
        const negatives = fields < 2 ? null : others.trimEnd().replaceAll('\t', '|');
        return consumer.values([user, item, negatives], line);
      });
      return feed(tokenizer, source, beginning, options, how);
    },
  };
}
