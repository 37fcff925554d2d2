import { describe, expect, it } from 'vitest';
import { stacked } from '../../../../../../src-renderer/cells/user/reasons/stacked.ts';
import {
  fullSpan,
  marks,
  panned,
  zoomed,
} from '../../../../../../src-renderer/cells/user/history/time-axis.ts';

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

describe('a time axis', () => {
  it('shows a week around a single moment', () => {
    const span = fullSpan([at('2024-03-10')]);
    expect((span.to - span.from) / 86_400_000).toBeCloseTo(7);
  });

  it('zooms around the moment under the pointer, and never beyond the whole', () => {
    const whole = { from: at('2024-01-01'), to: at('2024-12-31') };
    const around = at('2024-07-01');
    const near = zoomed(whole, whole, 0.5, around);
    const share = (span: typeof whole) => (around - span.from) / (span.to - span.from);
    expect(share(near)).toBeCloseTo(share(whole));
    expect(zoomed(near, whole, 10, around)).toEqual(whole);
    expect(panned(near, whole, -5).from).toBe(whole.from);
    expect(panned(near, whole, 5).to).toBe(whole.to);
  });

  it('never zooms in beyond a day', () => {
    const whole = { from: at('2024-01-01'), to: at('2024-12-31') };
    const near = zoomed(whole, whole, 1e-9, at('2024-07-01'));
    expect(near.to - near.from).toBeCloseTo(86_400_000, 0);
  });

  it('marks months, quarters, days or years as there is room', () => {
    const year = { from: at('2023-12-15'), to: at('2024-12-20') };
    expect(marks(year, 13).times.map(iso).slice(0, 3)).toEqual([
      '2024-01-01',
      '2024-02-01',
      '2024-03-01',
    ]);
    expect(marks(year, 5).times.map(iso)).toEqual([
      '2024-01-01',
      '2024-04-01',
      '2024-07-01',
      '2024-10-01',
    ]);
    const days = marks({ from: at('2024-02-27'), to: at('2024-03-02') }, 6);
    expect([days.unit, days.times.map(iso)]).toEqual([
      'day',
      ['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'],
    ]);
    const decades = marks({ from: at('1990-06-01'), to: at('2024-06-01') }, 5);
    expect(decades.unit).toBe('year');
    expect(decades.times.length).toBeLessThanOrEqual(5);
  });

  it('stacks marks that fall on the same pixels, and leaves out those beyond the span', () => {
    const entry = (item: number, day: string) => ({
      ...{ weight: 1, events: 1, fresh: 0, time: `${day}T12:00:00.000Z` },
      item: { item, id: '', title: '', category: null, price: null, users: 1 },
    });
    const span = { from: at('2024-01-01'), to: at('2024-12-31') };
    const entries = [entry(1, '2024-03-01'), entry(2, '2024-03-01'), entry(3, '2023-03-01')];
    expect(stacked(entries, span, 365).map(({ item, level }) => [item, level])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});
