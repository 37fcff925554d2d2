/** Lets others have a turn every so often, in work over millions of events. */
export type Pace = () => Promise<void>;

/** About a millisecond of simple work. */
export const chunk = 1 << 16;

/** Goes through 0 to `length` in ranges short enough for others to have a turn between them. */
export async function inChunks(
  length: number,
  pace: Pace,
  work: (from: number, to: number) => void,
): Promise<void> {
  for (let from = 0; from < length; from += chunk) {
    work(from, Math.min(length, from + chunk));
    await pace();
  }
}
