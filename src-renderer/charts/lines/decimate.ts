export type Points = { x: readonly number[]; y: readonly number[] };

/**
 * At most four points per bucket (first, least, greatest, last) over `buckets` equal steps of x, so a line looks the same
 * at that many pixels however many points it has. x must not decrease. Points that are not finite are dropped.
 */
export function decimate({ x, y }: Points, buckets: number): { x: number[]; y: number[] } {
  const finite: number[] = [];
  for (let index = 0; index < x.length; index += 1) {
    if (Number.isFinite(x[index]) && Number.isFinite(y[index])) finite.push(index);
  }
  if (finite.length <= buckets * 2) return pick(finite, x, y);
  const first = x[finite[0]!]!;
  const span = x[finite.at(-1) ?? 0]! - first || 1;
  const kept: number[] = [];
  let group: number[] = [];
  let current = 0;
  for (const index of finite) {
    const bucket = Math.min(buckets - 1, Math.floor(((x[index]! - first) / span) * buckets));
    if (bucket !== current) {
      for (const one of extremes(group, y)) kept.push(one);
      group = [];
      current = bucket;
    }
    group.push(index);
  }
  for (const one of extremes(group, y)) kept.push(one);
  return pick(kept, x, y);
}

function extremes(group: readonly number[], y: readonly number[]): number[] {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  let least = first;
  let most = first;
  for (const index of group) {
    if (y[index]! < y[least]!) least = index;
    if (y[index]! > y[most]!) most = index;
  }
  return [...new Set([first, least, most, last])].sort((a, b) => a - b);
}

function pick(indices: readonly number[], x: readonly number[], y: readonly number[]) {
  return { x: indices.map((i) => x[i]!), y: indices.map((i) => y[i]!) };
}
