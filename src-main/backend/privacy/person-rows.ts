import type { CellValue } from '#shared/model/table.ts';

/** Says of each row in turn whether it counts: of one person the first `most` do; whoever has no name is a person alone. */
export function firstRowsOf(most: number): (person: CellValue) => boolean {
  const counts = new Map<string | number, number>();
  return (person) => {
    if (person === null) return true;
    const before = counts.get(person) ?? 0;
    if (before >= most) return false;
    counts.set(person, before + 1);
    return true;
  };
}
