import { short } from '../../format/number.ts';

/** Digits after which numbers that differ no more are one and the same for a reader. */
const mostDigits = 12;

/** What stands beside ticks: as short as it can be while no two of them read the same, with a minus as other charts write it. */
export function tickTexts(ticks: readonly number[]): string[] {
  for (let digits = 3; ; digits += 1) {
    const texts = ticks.map((tick) => short(tick, digits).replace(/^-/, '−'));
    if (digits >= mostDigits || new Set(texts).size === texts.length) return texts;
  }
}
