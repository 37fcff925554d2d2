import type { CellValue } from '../model/table.ts';

/** A value a record of the person has, and when the record is from; '' where no one knows. */
export type Told = { value: CellValue; time: string };

/** One value for a person: the most recent that is not missing, the longest among equally recent ones, the first of those. */
export function personValue(told: readonly Told[]): CellValue {
  let best: Told | null = null;
  for (const one of told) {
    if (one.value === null) continue;
    if (best === null || better(one, best)) best = one;
  }
  return best?.value ?? null;
}

function better(one: Told, best: Told): boolean {
  if (one.time !== best.time) return one.time > best.time;
  return String(one.value).length > String(best.value).length;
}
