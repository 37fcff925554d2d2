import { PortraitError } from '#shared/errors/index.ts';

/** Of either side so many are shown. */
export const idsShown = 3;

/** What is said where none of the chosen people is among those there are. */
export function nobodyHere(chosen: ReadonlySet<string>, there: readonly string[]): PortraitError {
  const some = (ids: readonly string[]): string => ids.slice(0, idsShown).join(', ');
  return new PortraitError('segment_nobody', { ids: some([...chosen]), found: some(there) });
}
