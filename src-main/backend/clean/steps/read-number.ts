const currency =
  /^[-+]?\s*(?:[$€£¥₹]|USD|EUR|GBP|CNY|RMB)\s*|\s*(?:[$€£¥₹元]|USD|EUR|GBP|CNY|RMB)$/giu;
const plain = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const grouped = /^[-+]?\d{1,3}([,' \u00a0\u202f]\d{3})+(\.\d+)?$/;

/**
 * A number out of text as people write it: spaces around it, full-width digits, a currency sign, thousands separated by
 * commas, spaces or apostrophes; a decimal point. Undefined for anything else.
 */
export function readNumber(text: string): number | undefined {
  const trimmed = text
    .normalize('NFKC')
    .replace(/\u2212/g, '-')
    .trim();
  const sign = trimmed.startsWith('-') ? '-' : '';
  const bare = trimmed
    .replace(currency, '')
    .replace(/^[-+]\s*/, '')
    .trim();
  const whole = grouped.test(bare) ? bare.replace(/[,'\s\u00a0\u202f]/g, '') : bare;
  if (!plain.test(whole)) return undefined;
  const number = Number(sign + whole);
  return Number.isFinite(number) ? number : undefined;
}
