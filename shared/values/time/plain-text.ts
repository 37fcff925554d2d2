import { asciiDigits } from '../digits.ts';
import { inEnglish } from './in-english.ts';
import { fullYear } from './instant.ts';

/** Halves and parts of the day in Chinese, Japanese, Korean and Arabic; the late ones are after noon. */
export const earlyWords: readonly string[] = ['上午', '凌晨', '早上', '清晨', '午前', '오전', 'ص'];
export const lateWords: readonly string[] = ['下午', '晚上', '傍晚', '夜里', '午後', '오후', 'م'];
const noon = '中午';
const half = `(${[...earlyWords, ...lateWords, noon].join('|')})`;
const before = new RegExp(String.raw`${half}\s*(\d{1,2})`);
const behind = new RegExp(String.raw`(\d{1,2})((?::\d{2}){0,2}(?:\.\d+)?)\s*${half}(?!\p{L})`, 'u');

/** 2024. 3. 5. and 5. 3. 2024 */
const pointed = /^(\d{1,4})\.\s+(\d{1,2})\.\s+(\d{1,4})\.?(?=\s|$)/;

/** Numbers and the marks between them, of which there is nothing to make. */
const numbers = /^(?:[\d\-/:+ TZ]|\.\d)*$/;

/**
 * Trimmed, digits of every script and full-width forms made plain; 2021年1月5日 下午3时20分 and 2021/1/5 3:20 下午 written as
 * 2021-1-5 15:20, months of other languages in English.
 */
export function plainText(written: string): string {
  const trimmed = written.trim();
  if (numbers.test(trimmed)) return trimmed;
  const text = trimmed.replace(pointed, '$1.$2.$3');
  // ASCII, as nearly all are, needs little.
  if (/^[\x20-\x7e]*$/.test(text)) return inEnglish(text);
  const plain = asciiDigits(text.normalize('NFKC'))
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/\s/g, ' ');
  const dated = /[年月]|[0-9]\s*년/.test(plain) ? withMarks(plain) : plain;
  return inEnglish(
    dated
      .replace(before, (_, word: string, hour: string) => inHalf(word, Number(hour)))
      .replace(
        behind,
        (_, hour: string, rest: string, word: string) =>
          inHalf(word, Number(hour)) + (rest === '' ? ':00' : rest),
      )
      .trim(),
  );
}

/** Chinese, Japanese and Korean names of the parts as marks between them. */
function withMarks(text: string): string {
  return text
    .replace(
      /\s*(?:[월화수목금토일]요일|[月火水木金土日]曜日?|星期.|周[一二三四五六日天]|\([月火水木金土日]\))/,
      ' ',
    )
    .replace(/년/g, '年')
    .replace(/월/g, '月')
    .replace(/일/g, '日')
    .replace(/시/g, '时')
    .replace(/분/g, '分')
    .replace(/초/g, '秒')
    .replace(/^(\d{2})(?=年)/, (short) => String(fullYear(Number(short))))
    .replace(/\s*年\s*/, '-')
    .replace(/\s*月\s*/, '-')
    .replace(/-$/, '')
    .replace(/\s*[日号]\s*/, ' ')
    .replace(/\s*[时時点]\s*(?=\d)/, ':')
    .replace(/\s*[时時点]\s*(?:整)?/, ':00')
    .replace(/\s*分\s*(?=\d)/, ':')
    .replace(/\s*[分秒]/g, '')
    .trim();
}

function inHalf(word: string, hour: number): string {
  const late = lateWords.includes(word) || (word === noon && hour < 11);
  if (late) return String(hour < 12 ? hour + 12 : hour);
  return String(hour === 12 && word !== noon ? 0 : hour);
}
