/** One equation as a blackboard has it: what it is called, in symbols, with the numbers put in, and what comes out. All TeX. */
export type Formula = {
  left: string;
  symbols: string;
  /** Lines of the same expression with its numbers; empty where the symbols say it all. */
  numbers: string[];
  result: string;
  /** The result is rounded further than its digits tell: to the single precision of the net's inputs. */
  rounded?: boolean;
};

/** Terms of a sum on as few lines as keep it readable; what does not fit stands as one number with how many it holds. */
export function sumLines(terms: readonly string[], perLine: number): string[] {
  const lines: string[] = [];
  for (let first = 0; first < terms.length; first += perLine) {
    const line = terms.slice(first, first + perLine).join(' + ');
    lines.push(first === 0 ? line : `{} + ${line}`);
  }
  return lines;
}
