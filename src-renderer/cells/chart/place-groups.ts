import type { LayoutAxis } from 'plotly.js-dist-min';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { axisText } from '../../charts/figures/axis-text.ts';
import { groupWords } from '../parts/group-words.ts';

const longestTick = 24;

/** Where the groups of an axis stand, how wide each is where that is known, and what the axis needs to say so. */
export type Places = {
  at: (number | string)[];
  widths: number[] | null;
  words: string[];
  axis: Partial<LayoutAxis>;
  /** Values side by side, in an order that is theirs or none: not a stretch of numbers or times. */
  named: boolean;
};

type Place = { at: number | string; width: number | null };

const dayTime = (time: number): string =>
  new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** Stretches of time and ranges stand on an axis to scale, other groups side by side. */
export function placeGroups(grouping: RowGrouping, scaled: boolean): Places {
  const { column, groups } = grouping;
  const words = groups.map((group) => groupWords(grouping, group));
  const isTime = column.type === 'date';
  if (scaled && groups.length > 0) {
    const own = groups.flatMap((group, at): Place[] => {
      if (group.type === 'time') {
        const next = groups[at + 1];
        return [
          { at: dayTime(group.from), width: next?.type === 'time' ? next.from - group.from : null },
        ];
      }
      if (group.type === 'range') {
        const middle = group.from + (group.to - group.from) / 2;
        return [{ at: isTime ? dayTime(middle) : middle, width: group.to - group.from }];
      }
      return group.type === 'value' && typeof group.value === 'number' && column.type !== 'boolean'
        ? [{ at: isTime ? dayTime(group.value) : group.value, width: null }]
        : [];
    });
    if (own.length === groups.length) {
      const widths = own.map(({ width }) => width);
      const known = widths.find((width) => width !== null) ?? null;
      return {
        ...{ at: own.map(({ at }) => at), words, named: false },
        // The last stretch of time is taken to be as long as the one before it.
        widths: known === null ? null : widths.map((width, at) => width || widths[at - 1] || known),
        axis: isTime ? { type: 'date' } : {},
      };
    }
  }
  return { at: groups.map((_, at) => at), widths: null, words, named: true, axis: tickAxis(words) };
}

/** An axis on which names stand at whole places. */
function tickAxis(words: readonly string[]): Partial<LayoutAxis> {
  // Long rows of stretches show every so manieth name.
  const step = Math.max(1, Math.ceil(words.length / 40));
  const shown = [...words.keys()].filter((at) => at % step === 0);
  return {
    tickmode: 'array',
    tickvals: shown,
    ticktext: shown.map((at) => axisText(words[at] ?? '', longestTick)),
    ticklabeloverflow: 'allow',
    showgrid: false,
    range: [-0.5, words.length - 0.5],
  };
}
