import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { IntentOutput, IntentSettings } from '#shared/model/cells/intent.ts';
import { columnsFor, plainName } from '#shared/model/column-roles.ts';
import { kindWeights } from '#shared/model/kind-weights.ts';
import type { TableInfo } from '#shared/model/table.ts';

export type SessionColumns = Omit<IntentOutput['columns'], 'further'>;

const sessionNames =
  /^(ga_|web_|browser_|user_)?(session|sess|visit)(_?(id|no|nr|key|code|number|hash))?$|^(basket|cart)_?(id|no|nr|key|code|number)$|^(浏览)?(会话|访问)(_?(id|编号|编码|号|标识))?$/;

/**
 * Which columns say what: those chosen, the others by their names. @throws column_missing, intent_no_kind, intent_no_session
 * (neither a session nor a user and a time)
 */
export function sessionColumns(
  { columns }: TableInfo,
  chosen: IntentSettings['columns'],
): SessionColumns {
  for (const name of [...Object.values(chosen).flat(), null])
    if (name !== null && !columns.some((column) => column.name === name))
      throw columnMissing(name, columns);
  const named = columns.find(
    ({ name, type }) => type !== 'real' && sessionNames.test(plainName(name)),
  );
  const session = chosen.session ?? (named?.name === chosen.user ? null : (named?.name ?? null));
  const taken: (string | null)[] = [session, ...Object.values(chosen).flat()];
  const pick = (role: 'user' | 'time' | 'kind' | 'item' | 'category' | 'price'): string | null => {
    const name = chosen[role] ?? columnsFor(role, columns, taken)[0]?.name ?? null;
    taken.push(name);
    return name;
  };
  const kind = pick('kind');
  const user = pick('user');
  const time = pick('time');
  const [item, category, price] = [pick('item'), pick('category'), pick('price')];
  if (kind === null) throw new PortraitError('intent_no_kind');
  if (session === null && (user === null || time === null))
    throw new PortraitError('intent_no_session');
  return { session, user, time, kind, item, category, price };
}

/** Kinds that are a purchase: those chosen, else those whose names say so. @throws intent_no_purchase */
export function purchaseKinds(
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[] | null,
): string[] {
  const kinds = [...counts.keys()];
  const wanted =
    chosen ??
    kindWeights(kinds)
      .filter(({ weight }) => weight === 6)
      .map(({ value }) => value);
  const found = wanted.filter((kind) => counts.has(kind));
  if (found.length === 0)
    throw new PortraitError('intent_no_purchase', { kinds: kinds.slice(0, 12).join(', ') });
  return found;
}
