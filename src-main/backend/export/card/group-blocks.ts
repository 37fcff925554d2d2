import { valueText } from '#shared/encoding/index.ts';
import type { CardTexts } from '#shared/languages/en/card.ts';
import type { GroupResult, GroupResults } from '#shared/model/results/group-results.ts';
import type { LabelKind } from '#shared/model/prep.ts';
import type { RowGroup, RowGrouping } from '#shared/model/row-grouping.ts';
import type { Block } from './document.ts';
import { rounded, told } from './figures.ts';

/** What the model does for each group, and how far groups lie apart. */
export function groupBlocks(
  { grouping, groups, gaps }: GroupResults,
  kind: LabelKind,
  words: CardTexts,
): Block[] {
  const rows = groups.map((own, at) => {
    const group = grouping.groups[at];
    return [
      group ? groupName(grouping, group, words) : '',
      String(own.rows),
      ...figures(own, kind),
    ];
  });
  const apart: Block = {
    ...{ type: 'table', head: words.gapHead },
    rows: gaps.map((gap) => [words.gaps[gap.gap], told(gap)]),
  };
  return [
    { type: 'text', text: words.byGroup(grouping.column.name) },
    { type: 'table', head: words.groupHead[kind], rows },
    ...(groups.length > 1 ? [apart] : []),
  ];
}

function figures(own: GroupResult, kind: LabelKind): string[] {
  if (kind === 'number') return [told(own.error), told(own.bias)];
  if (kind === 'classes') return [told(own.accuracy)];
  const shares = [own.observed, own.selected, own.truePositive, own.falsePositive];
  return [...shares, own.rocAuc].map((share) => told(share));
}

function groupName({ column }: RowGrouping, group: RowGroup, words: CardTexts): string {
  if (group.type === 'missing') return words.group.missing;
  if (group.type === 'other') return words.group.other(group.values);
  const say = (value: number) =>
    column.type === 'date' ? new Date(value).toISOString().slice(0, 10) : rounded(value);
  if (group.type === 'range') return `${say(group.from)} – ${say(group.to)}`;
  if (group.type === 'value')
    return typeof group.value === 'number' && column.type !== 'boolean'
      ? say(group.value)
      : (valueText(group.value, column) ?? '');
  return group.type === 'time' ? say(group.from) : String(group.place);
}
