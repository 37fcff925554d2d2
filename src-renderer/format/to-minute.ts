/** As a table shows times: the day, and the time of day to the minute. */
export function toMinute(iso: string | null): string {
  return iso === null ? '–' : iso.slice(0, 16).replace('T', ' ');
}
