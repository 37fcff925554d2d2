/** A stretch of time in milliseconds since 1970. */
export type Span = { from: number; to: number };
export type TimeUnit = 'year' | 'month' | 'day';

const day = 86_400_000;

/** The span of all times, a little wider, so that nothing sits on the edge; at least a week. */
export function fullSpan(times: readonly number[]): Span {
  const from = times.reduce((least, time) => Math.min(least, time), Infinity);
  const to = times.reduce((most, time) => Math.max(most, time), -Infinity);
  const margin = Math.max((to - from) * 0.02, 3.5 * day - (to - from) / 2);
  return { from: from - margin, to: to + margin };
}

/** Zooms by a factor around a moment, never beyond the whole and never below a day. */
export function zoomed(span: Span, whole: Span, factor: number, around: number): Span {
  const width = Math.min(whole.to - whole.from, Math.max(day, (span.to - span.from) * factor));
  const share = (around - span.from) / (span.to - span.from);
  return within({ from: around - share * width, to: around + (1 - share) * width }, whole);
}

/** Moved sideways by a share of its width, within the whole. */
export function panned(span: Span, whole: Span, share: number): Span {
  const by = (span.to - span.from) * share;
  return within({ from: span.from + by, to: span.to + by }, whole);
}

function within(span: Span, whole: Span): Span {
  const width = span.to - span.from;
  const from = Math.max(whole.from, Math.min(span.from, whole.to - width));
  return { from, to: from + width };
}

/** Round moments within the span, at most `most`: days, months or years apart. */
export function marks({ from, to }: Span, most: number): { unit: TimeUnit; times: number[] } {
  const days = (to - from) / day;
  const each = days / Math.max(1, most);
  if (each <= 14) {
    const step = [1, 2, 7, 14].find((candidate) => candidate >= each) ?? 14;
    const first = Math.ceil(from / day / step) * step;
    const count = Math.max(0, Math.floor((to / day - first) / step) + 1);
    return {
      unit: 'day',
      times: Array.from({ length: count }, (_, at) => (first + at * step) * day),
    };
  }
  const months = [1, 2, 3, 6].find((candidate) => candidate * 30.4 >= each);
  const step = months ?? 12 * Math.max(1, Math.ceil(each / 365.25));
  const start = new Date(from);
  const times: number[] = [];
  const firstMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let month = Math.ceil(firstMonth / step) * step; ; month += step) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) break;
    if (time >= from) times.push(time);
  }
  return { unit: months === undefined ? 'year' : 'month', times };
}
