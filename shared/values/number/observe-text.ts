import { observePlain, observeSpelled, type NumberEvidence } from './number-evidence.ts';
import { readPlainNumber } from './read-number.ts';
import { spelledNumber } from './spelled-number.ts';

/** Notes a text that may be a number in any spelling; nothing of any other. */
export function observeNumberText(seen: NumberEvidence, text: string): void {
  const plain = readPlainNumber(text);
  if (plain !== undefined && !text.trim().startsWith('+')) {
    const groupable = /^-?[1-9]\d{0,2}\.\d{3}$/.test(text.trim());
    return observePlain(seen, plain, /[.eE]/.test(text), groupable);
  }
  const spelled = spelledNumber(text);
  if (spelled !== undefined) observeSpelled(seen, spelled);
}
