/** List lengths from text such as “5, 10, 20”, ascending, each once; null where it is none. */
export function readLengths(text: string): number[] | null {
  const parts = text.split(/[\s,，、;；]+/u).filter((part) => part !== '');
  const lengths = parts.map(Number);
  const fine = lengths.every((k) => Number.isInteger(k) && k >= 1 && k <= 1000);
  return fine && lengths.length > 0 ? [...new Set(lengths)].sort((a, b) => a - b) : null;
}
