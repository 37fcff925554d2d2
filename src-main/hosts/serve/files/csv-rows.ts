const [quote, comma, feed, carriage] = [34, 44, 10, 13];

/**
 * Takes CSV (RFC 4180) apart as its text arrives: fields between delimiters, quoted ones with doubled quotes, rows ended by
 * LF, CR LF or CR. Empty lines are no rows. @throws RangeError where a quoted field is not closed, or goes on behind its quote
 */
export class CsvRows {
  readonly #delimiter: number;
  /** Text of the row under way, kept until its end has arrived. */
  #rest = '';

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0) || comma;
  }

  /** The rows that are whole with this piece of text. */
  take(piece: string): string[][] {
    return this.#rows(this.#rest + piece, false);
  }

  /** The last row, which no line break has to end. */
  end(): string[][] {
    return this.#rows(this.#rest, true);
  }

  /** Whether a character ends a field without quotes. */
  #ends(code: number): boolean {
    return code === this.#delimiter || code === feed || code === carriage;
  }

  #rows(text: string, isLast: boolean): string[][] {
    const delimiter = this.#delimiter;
    const { length } = text;
    const rows: string[][] = [];
    let row: string[] = [];
    let begun = 0;
    let at = 0;
    while (at < length) {
      const from = at;
      let field: string;
      if (text.charCodeAt(at) === quote) {
        const close = closing(text, at);
        if (close < 0 || (close + 1 === length && !isLast)) {
          if (!isLast) break;
          throw new RangeError('a quoted field is not closed');
        }
        field = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
        const next = text.charCodeAt(at);
        if (at < length && next !== delimiter && next !== feed && next !== carriage) {
          throw new RangeError('text follows the quote that closes a field');
        }
      } else {
        while (at < length && !this.#ends(text.charCodeAt(at))) at++;
        if (at === length && !isLast) break;
        field = text.slice(from, at);
      }
      row.push(field);
      const code = text.charCodeAt(at);
      if (at < length && code === delimiter) {
        at++;
        // A delimiter at the very end has an empty field behind it.
        if (at === length && isLast) row.push('');
        continue;
      }
      if (code === carriage && at + 1 === length && !isLast) break;
      at += code === carriage && text.charCodeAt(at + 1) === feed ? 2 : 1;
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      begun = at;
    }
    if (isLast && row.length > 0 && begun < length && (row.length > 1 || row[0] !== '')) {
      rows.push(row);
    }
    this.#rest = isLast ? '' : text.slice(begun);
    return rows;
  }
}

/** Position of the quote that closes the field opened at `from`; -1 where it has not come yet. */
function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== quote) return at;
  }
  return -1;
}

/** The delimiter of a header line: of comma, semicolon, tab and bar the one that stands there most often, outside quotes. */
export function delimiterOf(header: string): string {
  const plain = header.replaceAll(/"(?:[^"]|"")*"/g, '');
  const line = plain.split(/[\r\n]/, 1)[0] ?? '';
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}
