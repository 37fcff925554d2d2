import type { RowGroup, RowGrouping, TimeStretch } from '#shared/model/row-grouping.ts';
import { readable } from '../../format/number.ts';
import { cellText } from '../../grid/cell-text.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { getLocale } from '../../i18n/paraglide/runtime.js';

/** What a group of rows is called. */
export function groupWords({ column, unit }: RowGrouping, group: RowGroup): string {
  if (group.type === 'missing') return m.chart_missing();
  if (group.type === 'other')
    return m.chart_others({ n: group.values, count: readable(group.values) });
  if (group.type === 'place') return placeWords(unit, group.place);
  if (group.type === 'time') return timeWords(group.from, unit);
  const say = (value: number) =>
    column.type === 'date' ? timeWords(value, null) : readable(value);
  if (group.type === 'range') return `${say(group.from)} – ${say(group.to)}`;
  if (typeof group.value === 'number' && column.type !== 'boolean') return say(group.value);
  return cellText(group.value, column);
}

function placeWords(unit: TimeStretch | null, place: number): string {
  if (unit === 'day_hour') return String(place).padStart(2, '0');
  // 1 January 2024 was a Monday.
  const day = Date.UTC(2024, 0, place);
  return new Intl.DateTimeFormat(getLocale(), { weekday: 'short', timeZone: 'UTC' }).format(day);
}

/** A moment as far as its stretch says it; to the minute where it is none. */
function timeWords(time: number, unit: TimeStretch | null): string {
  const iso = new Date(time).toISOString();
  if (unit === 'year') return iso.slice(0, 4);
  if (unit === 'month') return iso.slice(0, 7);
  if (unit === 'quarter')
    return `${iso.slice(0, 4)} Q${Math.floor(Number(iso.slice(5, 7)) / 3 - 0.1) + 1}`;
  if (unit === 'hour' || (unit === null && time % 86_400_000 !== 0))
    return iso.slice(0, 16).replace('T', ' ');
  return iso.slice(0, 10);
}
