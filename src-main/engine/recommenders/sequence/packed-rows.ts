/** Sequences side by side in rows of one length, so that batches have one shape and hardly any place stays empty. */
export type PackedRows = {
  rows: number;
  length: number;
  /** Number of the first place of each sequence: row * length + offset. */
  starts: Int32Array;
  /** [rows, length]: which sequence of its row a place belongs to, from 1; 0 where it is empty. */
  segments: Int32Array;
  /** [rows, length]: how many places of the sequence come before. */
  positions: Int32Array;
};

/**
 * The longest first, each into the row that it leaves least room in (best fit decreasing). Rows are as long as the longest
 * sequence; there is always one.
 */
export function packRows(lengths: readonly number[]): PackedRows {
  const length = lengths.reduce((most, one) => Math.max(most, one), 1);
  const order = lengths.map((_, at) => at).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  /** Rows by the places they have left. */
  const open: number[][] = Array.from({ length: length + 1 }, () => []);
  const starts = new Int32Array(lengths.length);
  const parts: number[] = [];
  const segment = new Int32Array(lengths.length);
  for (const at of order) {
    const own = lengths[at]!;
    if (own === 0) continue;
    let room = own;
    while (room <= length && open[room]!.length === 0) room += 1;
    const row = room <= length ? open[room]!.pop()! : parts.push(0) - 1;
    const left = room <= length ? room : length;
    starts[at] = row * length + length - left;
    segment[at] = parts[row]! += 1;
    open[left - own]!.push(row);
  }
  const rows = Math.max(1, parts.length);
  const segments = new Int32Array(rows * length);
  const positions = new Int32Array(rows * length);
  lengths.forEach((own, at) => {
    const start = starts[at]!;
    segments.fill(segment[at]!, start, start + own);
    for (let place = 0; place < own; place++) positions[start + place] = place;
  });
  return { rows, length, starts, segments, positions };
}
