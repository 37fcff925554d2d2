/**
 * The candidate most like a mistyped name: fewest characters changed, added, left out or swapped (optimal string
 * alignment), case apart; undefined where none is within a third of the name's length.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.ceil(name.length / 3));
  let best: { candidate: string; away: number } | undefined;
  for (const candidate of candidates) {
    const away = distance(name.toLowerCase(), candidate.toLowerCase());
    if (away <= most && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? i) : i + j;
      row.push(Math.min(changed, last[j]! + 1, row[j - 1]! + 1, swapped + 1));
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

const mostListed = 20;

/** Names there are to choose from, as parameters of an error: the list, and the nearest where one is near. */
export function choices(
  name: string,
  candidates: readonly string[],
): { there: string; nearest?: string } | Record<string, never> {
  if (candidates.length === 0) return {};
  const like = nearest(name, candidates);
  const shown = candidates.slice(0, mostListed).map((candidate) => `“${candidate}”`);
  const there = shown.join(', ') + (candidates.length > mostListed ? ', …' : '');
  return like === undefined ? { there } : { there, nearest: like };
}
