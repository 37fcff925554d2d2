/** Layer widths from text such as “64, 32, 16”; null where it is none. */
export function readLayers(text: string): number[] | null {
  const parts = text.split(/[\s,，、×x]+/u).filter((part) => part !== '');
  const widths = parts.map(Number);
  const fine = widths.every((width) => Number.isInteger(width) && width >= 1 && width <= 4096);
  return fine && widths.length > 0 ? widths : null;
}
