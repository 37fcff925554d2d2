/** The most events one cell takes, where the machine has the memory. */
export const interactionLimit = 30_000_000;

/**
 * Bytes the backend needs at most while it prepares so many events, measured on ten million of as many pairs: the events
 * (20 each), their order and masks (6), the pairs summed, renumbered and stored (20 and more each time).
 */
export function interactionBytes(events: number): number {
  return events * 130;
}
