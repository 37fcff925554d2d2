import { isAscii, isUtf8 } from 'node:buffer';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { weighEncodings } from './encoding-evidence.ts';
import { encodingNames, type Encoding } from './encoding-names.ts';

/** What `auto` came to, and whether other encodings would do nearly as well. */
export type Guess = { encoding: Encoding; sure: boolean };

/** Encoding a byte order mark announces, and its length. */
export function byteOrderMark(
  bytes: Uint8Array,
): { encoding: Encoding; length: number } | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 without a mark: every other byte of mostly Latin text is NUL. */
export function looksLikeUtf16(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return undefined;
  const nul = [0, 0];
  for (let i = 0; i < length; i += 1) if (bytes[i] === 0) nul[i & 1]! += 1;
  const [even, odd] = [nul[0]! / (length / 2), nul[1]! / (length / 2)];
  if (odd > 0.3 && even < 0.05) return 'utf-16le';
  if (even > 0.3 && odd < 0.05) return 'utf-16be';
  return undefined;
}

/**
 * Decides by the first bytes beyond ASCII. `firstLine` is the line the bytes begin on. Throws file_encoding where
 * some lines are UTF-8 and others are not: no one encoding reads such a file; file_encoding_unclear where several
 * encodings make equally good text of it.
 */
export function guessEncoding(bytes: Buffer, firstLine: number): Guess {
  if (isAscii(bytes) || isUtf8(withoutTail(bytes))) return { encoding: 'utf-8', sure: true };
  const lines = { utf8: 0, other: 0, firstOther: 0 };
  const telling: Buffer[] = [];
  let told = 0;
  const whole = bytes.subarray(0, lastLineEnd(bytes));
  eachLine(whole, firstLine, (line, number) => {
    if (isAscii(line)) return;
    if (told < bytesWeighed) telling.push(line);
    told += line.length;
    if (isUtf8(line)) {
      lines.utf8 += 1;
      return;
    }
    if (lines.other === 0) lines.firstOther = number;
    lines.other += 1;
  });
  // A short word of another encoding can happen to be valid UTF-8; many lines of them cannot.
  if (lines.utf8 > 0 && lines.utf8 * 20 >= lines.other) {
    throw new PortraitError('file_encoding', { line: lines.firstOther, encoding: 'UTF-8' });
  }
  const verdict = weighEncodings(
    Buffer.from(telling.map((line) => line.toString('latin1')).join('\n'), 'latin1'),
  );
  if ('unclear' in verdict) {
    refuseMixedChinese(whole, firstLine);
    const found = verdict.unclear.map((encoding) => encodingNames[encoding]).join(', ');
    throw new PortraitError('file_encoding_unclear', { line: lines.firstOther, found });
  }
  if (verdict.encoding === 'gb18030' || verdict.encoding === 'latin1') {
    refuseMixedChinese(whole, firstLine);
  }
  return verdict;
}

const bytesWeighed = 32 * 1024;

function isGb18030(bytes: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Two common characters in a row: hardly any Latin-1 text has four such bytes side by side. */
const chineseWord = /[\xa1-\xf7][\xa1-\xfe][\xa1-\xf7][\xa1-\xfe]/;
const commonCharacter = /[\xa1-\xf7][\xa1-\xfe]/;
/** An accented letter inside a word; GB18030 would make a rare character of it and its neighbour. */
const accentInWord = /[A-Za-z][\xc0-\xff][A-Za-z]{2}/;

/** Throws file_encoding with the first Latin-1 line of a file that has lines of Chinese too. */
function refuseMixedChinese(bytes: Buffer, firstLine: number): void {
  let chinese = false;
  let latin: number | undefined;
  eachLine(bytes, firstLine, (line, number) => {
    if (isAscii(line)) return;
    const text = line.toString('latin1');
    const accented = accentInWord.test(text) && !commonCharacter.test(text);
    if (accented || !isGb18030(line)) latin ??= number;
    else chinese ||= chineseWord.test(text);
  });
  if (chinese && latin !== undefined) {
    throw new PortraitError('file_encoding', { line: latin, encoding: 'GB18030' });
  }
}

/** Bytes before an incomplete UTF-8 sequence at the very end. */
export function withoutTail(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Where the last whole line ends; the end where there is none. */
export function lastLineEnd(bytes: Buffer): number {
  const end = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13));
  return end < 0 ? bytes.length : end + 1;
}

export function eachLine(
  bytes: Buffer,
  firstLine: number,
  visit: (line: Buffer, number: number) => void,
): void {
  const newline = bytes.includes(10) || !bytes.includes(13) ? 10 : 13;
  for (let from = 0, number = firstLine; from < bytes.length; number += 1) {
    const found = bytes.indexOf(newline, from);
    const to = found < 0 ? bytes.length : found;
    visit(bytes.subarray(from, to), number);
    from = to + 1;
  }
}
