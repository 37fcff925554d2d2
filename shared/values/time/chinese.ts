import { fullYear } from './instant.ts';

const chineseClock = /(上午|下午|中午|晚上|凌晨|早上)\s*(\d{1,2})/;

/** Trimmed, full-width forms made plain, and 2021年1月5日 下午3时20分 written as 2021-1-5 15:20. */
export function plainText(written: string): string {
  const text = written.trim();
  // ASCII, as nearly all are, needs nothing.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/\s/g, ' ');
  if (!/[年月]/.test(plain)) return plain;
  return plain
    .replace(/^(\d{2})(?=年)/, (short) => String(fullYear(Number(short))))
    .replace(/\s*星期.|\s*周[一二三四五六日天]/, ' ')
    .replace(/\s*年\s*/, '-')
    .replace(/\s*月\s*/, '-')
    .replace(/-$/, '')
    .replace(/\s*[日号]\s*/, ' ')
    .replace(chineseClock, (_, half: string, hour: string) => inHalf(half, Number(hour)))
    .replace(/\s*[时時点]\s*(?=\d)/, ':')
    .replace(/\s*[时時点]\s*(?:整)?/, ':00')
    .replace(/\s*分\s*(?=\d)/, ':')
    .replace(/\s*[分秒]/g, '')
    .trim();
}

function inHalf(half: string, hour: number): string {
  const late = half === '下午' || half === '晚上' || (half === '中午' && hour < 11);
  if (late) return String(hour < 12 ? hour + 12 : hour);
  return String(hour === 12 && half !== '中午' ? 0 : hour);
}
