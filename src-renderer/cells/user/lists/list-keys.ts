export type Spot = { list: number; row: number };

/** Where an arrow, Home or End leads within lists of the given lengths; null for other keys. Empty lists are passed over. */
export function moved(spot: Spot, key: string, lengths: readonly number[]): Spot | null {
  const last = (list: number): number => Math.max(0, (lengths[list] ?? 0) - 1);
  switch (key) {
    case 'ArrowUp':
      return { ...spot, row: Math.max(0, spot.row - 1) };
    case 'ArrowDown':
      return { ...spot, row: Math.min(last(spot.list), spot.row + 1) };
    case 'Home':
      return { ...spot, row: 0 };
    case 'End':
      return { ...spot, row: last(spot.list) };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = key === 'ArrowLeft' ? -1 : 1;
      for (let list = spot.list + step; list >= 0 && list < lengths.length; list += step)
        if ((lengths[list] ?? 0) > 0) return { list, row: Math.min(spot.row, last(list)) };
      return spot;
    }
    default:
      return null;
  }
}
