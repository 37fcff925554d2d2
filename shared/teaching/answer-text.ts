const dashes = /[−–－‐‑]/g;

/**
 * The number somebody typed as an answer: -0.3775, .3775, 0,3775, −０．３７７５ or 3/8; null where it is none. A comma is a
 * decimal comma: answers have no thousands to group.
 */
export function answerValue(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(dashes, '-')
    .replace(/[,。]/g, '.')
    .replace(/\s+/g, '');
  const [top = '', bottom, ...more] = plain.split('/');
  if (more.length > 0) return null;
  const [upper, lower] = [decimal(top), bottom === undefined ? 1 : decimal(bottom)];
  return upper === null || lower === null || lower === 0 ? null : upper / lower;
}

function decimal(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}
