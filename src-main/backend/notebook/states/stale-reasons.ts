import type { Address, CellId } from '#shared/model/ids.ts';
import type { StaleReason } from '#shared/notebook/cell-state.ts';
import type { Json } from '#shared/model/json.ts';
import type { Ingredients } from '../../storage/index.ts';
import type { ResolvedCell } from '../resolve.ts';

type Lookups = {
  resolved: ReadonlyMap<string, ResolvedCell>;
  /** Ingredients of a stored result. */
  ingredients(address: Address): Ingredients | undefined;
};

const mostReasons = 8;

/**
 * Why the shown result of a cell is not the one its ingredients stand for now: compares them, walking upstream through the inputs. A
 * change several cells share is told once.
 */
export function staleReasons(cell: CellId, shown: string | null, lookups: Lookups): StaleReason[] {
  const found = new Map<string, StaleReason>();
  if (shown === null) return [{ type: 'never_run' }];
  compare(cell, shown, lookups, (reason) => found.set(JSON.stringify(reason), reason), new Set());
  return [...found.values()].slice(0, mostReasons);
}

function compare(
  cell: CellId,
  shown: string,
  lookups: Lookups,
  say: (reason: StaleReason) => void,
  seen: Set<string>,
  /** Settings that show in what is taken of the cell (names given by hand). */
  shownToo: Json = null,
): void {
  if (seen.has(`${cell} ${shown}`)) return;
  seen.add(`${cell} ${shown}`);
  const now = lookups.resolved.get(cell);
  const before = lookups.ingredients(shown);
  if (now === undefined || now.ingredients === null || before === undefined) {
    say({ type: 'upstream', cell });
    return;
  }
  const made = now.ingredients;
  if (before.version !== made.version) say({ type: 'version', cell });
  compareSettings(now, before, shownToo, say);
  if (before.seed !== made.seed && before.seed !== null && made.seed !== null)
    say({ type: 'seed', before: before.seed, after: made.seed });
  if (before.fingerprint !== made.fingerprint && equal(before.settings, made.settings))
    say({ type: 'data', cell });
  for (const slot of new Set([...Object.keys(before.inputs), ...Object.keys(made.inputs)])) {
    const old = before.inputs[slot] ?? [];
    const links = made.inputs[slot] ?? [];
    const others =
      old.length !== links.length || links.some((link, i) => link.cell !== old[i]?.cell);
    const renamed =
      now.definition?.usesInputNames === true &&
      links.some((link, i) => link.name !== old[i]?.name);
    if (others || renamed) say({ type: 'input', cell, slot });
    else
      for (const [i, link] of links.entries()) {
        const former = old[i];
        if (former !== undefined && former.address !== link.address)
          compare(link.cell, former.address, lookups, say, seen, link.named?.settings);
      }
  }
}

function compareSettings(
  now: ResolvedCell,
  before: Ingredients,
  shownToo: Json,
  say: (reason: StaleReason) => void,
): void {
  const own = now.ingredients?.settings;
  if (own === undefined) return;
  const after = isObject(own) && isObject(shownToo) ? { ...own, ...shownToo } : own;
  for (const { path, from, to } of differences(before.settings, after, []))
    say({ type: 'setting', cell: now.cell.id, path, before: from, after: to });
}

type Difference = { path: (string | number)[]; from: Json; to: Json };

/** The innermost values that differ; null stands for one that is not there. Lists of unequal length differ as a whole. */
function differences(from: Json, to: Json, path: (string | number)[]): Difference[] {
  if (equal(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return from.flatMap((value, index) => differences(value, to[index] ?? null, [...path, index]));
  if (isObject(from) && isObject(to) && from['type'] === to['type']) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key] ?? null, to[key] ?? null, [...path, key]));
  }
  return [{ path, from, to }];
}

function equal(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
