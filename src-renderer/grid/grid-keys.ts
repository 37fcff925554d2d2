/** The active cell: row -1 is the head. */
export type Place = { row: number; column: number };
type Limits = { rows: number; columns: number; page: number };

/** Where a key leads from a place, or null where it does not move. */
export function moved(place: Place, key: string, control: boolean, limits: Limits): Place | null {
  const { row, column } = place;
  const steps: Record<string, Place> = {
    ArrowUp: { row: control ? -1 : row - 1, column },
    ArrowDown: { row: control ? limits.rows - 1 : row + 1, column },
    ArrowLeft: { row, column: control ? 0 : column - 1 },
    ArrowRight: { row, column: control ? limits.columns - 1 : column + 1 },
    Home: { row: control ? 0 : row, column: 0 },
    End: { row: control ? limits.rows - 1 : row, column: limits.columns - 1 },
    PageUp: { row: Math.max(row <= 0 ? -1 : 0, row - limits.page), column },
    PageDown: { row: row + limits.page, column },
  };
  const next = steps[key];
  return next
    ? {
        row: Math.max(-1, Math.min(limits.rows - 1, next.row)),
        column: Math.max(0, Math.min(limits.columns - 1, next.column)),
      }
    : null;
}
