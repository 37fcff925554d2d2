/** Words that make a column boolean by themselves. */
const clear = new Map([
  ['true', 1],
  ['false', 0],
  ['yes', 1],
  ['no', 0],
]);
/** Taken only where the type was chosen: as they stand they may as well be numbers or codes. */
const chosen = new Map([
  ['1', 1],
  ['0', 0],
  ['t', 1],
  ['f', 0],
  ['y', 1],
  ['n', 0],
  ['on', 1],
  ['off', 0],
  ['1.0', 1],
  ['0.0', 0],
  ['是', 1],
  ['否', 0],
]);

/** 1, 0, or undefined for anything that is not a truth value. */
export function readBoolean(text: string, lenient: boolean): number | undefined {
  if (text.length > 12) return undefined;
  const word = text.trim().toLowerCase();
  return clear.get(word) ?? (lenient ? chosen.get(word) : undefined);
}
