import type { CellKindDefinition, ValueType } from '#shared/model/cells/value-type.ts';
import { m } from '../i18n/paraglide/messages.js';
import { cellViews } from './registry.ts';
import type { CellView } from './cell-view.ts';

type Group = 'text' | 'data' | 'model' | 'recommend';

const groupOfValue: Record<ValueType, Exclude<Group, 'text'>> = {
  table: 'data',
  features: 'model',
  model: 'model',
  run: 'model',
  evaluation: 'model',
  interactions: 'recommend',
  recommender: 'recommend',
  comparison: 'recommend',
  profile: 'recommend',
  updates: 'recommend',
  intent: 'recommend',
};

const names: Record<Group, () => string> = {
  text: m.notebook_group_text,
  data: m.notebook_group_data,
  model: m.notebook_group_model,
  recommend: m.notebook_group_recommend,
};

/** Where a kind belongs follows from what it makes, or else from what it takes: a new kind need not say so. */
function groupOf({ produces, slots }: CellKindDefinition): Group {
  const taken = slots.flatMap(({ accepts }) => accepts).filter((type) => type !== 'table');
  // A table made of something else belongs with that.
  const value = (produces === 'table' ? taken[0] : undefined) ?? produces ?? taken[0];
  return value === undefined ? 'text' : groupOfValue[value];
}

/** The kinds that have a screen, under the headings menus show them by. */
export function cellGroups(): { name: string; views: CellView[] }[] {
  return (['text', 'data', 'model', 'recommend'] as const).flatMap((group) => {
    const views = cellViews.filter(({ definition }) => groupOf(definition) === group);
    return views.length > 0 ? [{ name: names[group](), views }] : [];
  });
}
