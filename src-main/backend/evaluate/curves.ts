import type { Curve } from '#shared/model/results/metrics.ts';
import type { Ranking } from '#shared/statistics/auc.ts';

const mostPoints = 500;
/** Threshold of the point at which nothing is predicted positive. */
const beyond = 1.000001;

type Point = { threshold: number; hits: number; alarms: number };

/**
 * False against true positive rate, from (0, 0) on; a row is predicted positive from the threshold on. Null where one
 * class is absent.
 */
export function rocCurve(
  ranking: Ranking,
  scores: ArrayLike<number>,
  positive: Uint8Array,
): Curve | null {
  const points = pointsOf(ranking, scores, positive);
  const last = points.at(-1);
  if (last === undefined || last.hits === 0 || last.alarms === 0) return null;
  const start = { threshold: beyond, hits: 0, alarms: 0 };
  return thinned(
    [start, ...points].map(({ threshold, hits, alarms }) => ({
      threshold,
      x: alarms / last.alarms,
      y: hits / last.hits,
    })),
  );
}

/** Recall against precision, by falling threshold; starts at recall 0 with the precision of the first point. Null without positives. */
export function prCurve(
  ranking: Ranking,
  scores: ArrayLike<number>,
  positive: Uint8Array,
): Curve | null {
  const points = pointsOf(ranking, scores, positive);
  const last = points.at(-1);
  if (last === undefined || last.hits === 0) return null;
  const curve = points.map(({ threshold, hits, alarms }) => ({
    threshold,
    x: hits / last.hits,
    y: hits / (hits + alarms),
  }));
  return thinned([{ threshold: beyond, x: 0, y: curve[0]?.y ?? 0 }, ...curve]);
}

function pointsOf(
  { order, ends }: Ranking,
  scores: ArrayLike<number>,
  positive: Uint8Array,
): Point[] {
  let hits = 0;
  let alarms = 0;
  let from = 0;
  return Array.from(ends, (end) => {
    const threshold = scores[order[from]!]!;
    for (; from < end; from++) {
      if (positive[order[from]!] === 1) hits++;
      else alarms++;
    }
    return { threshold, hits, alarms };
  });
}

/** At most 500 points, spaced evenly along the curve; both ends stay. */
function thinned(points: { threshold: number; x: number; y: number }[]): Curve {
  const length = [0];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return;
    const step = Math.abs(point.x - before.x) + Math.abs(point.y - before.y);
    length.push((length.at(-1) ?? 0) + step);
  });
  const total = length.at(-1) ?? 0;
  const kept =
    points.length <= mostPoints
      ? points
      : points.filter((_, index) => {
          if (index === 0 || index === points.length - 1) return true;
          const bin = (at: number): number => Math.floor((length[at]! / total) * (mostPoints - 2));
          return bin(index) !== bin(index - 1);
        });
  return {
    x: kept.map((point) => point.x),
    y: kept.map((point) => point.y),
    threshold: kept.map((point) => point.threshold),
  };
}
