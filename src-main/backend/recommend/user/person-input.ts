import type { SparseRows, UserInput } from '#shared/engine/recommend.ts';
import type { Attribute, WhatIf } from '#shared/model/cells/user.ts';
import type { CellValue } from '#shared/model/table.ts';
import { applyRule, hadOf, type Prepared } from '../interactions/index.ts';
import { rowOf } from './row-of.ts';

/** A user exactly as recommenders were fitted on. */
export function knownInput(prepared: Prepared, user: number): UserInput {
  const { learn } = prepared;
  const own = rowOf(learn.interactions, user);
  const width = learn.userFeatures?.columns ?? 0;
  return {
    user,
    items: own.index.slice(),
    weights: own.value.slice(),
    ...(learn.times && { times: timesOf(learn.times, learn.interactions, user) }),
    features: learn.userFeatures?.value.slice(user * width, (user + 1) * width) ?? null,
    segment: learn.segments?.[user] ?? null,
    friends: learn.friends ? rowOf(learn.friends, user).index.slice() : null,
    had: hadOf(prepared, user),
  };
}

/**
 * A changed user, or a person nobody knows (`user` null): history with items added and removed, features and segment
 * from the changed attributes. An added item counts as much as that item usually does, and came after the others, in the
 * order of adding. `known` is the person before the change.
 */
export function changedInput(
  prepared: Prepared,
  user: number | null,
  change: WhatIf,
  known = user === null ? null : knownInput(prepared, user),
): UserInput {
  const weights = new Map<number, number>();
  known?.items.forEach((item, at) => weights.set(item, known.weights[at]!));
  for (const item of change.remove) weights.delete(item);
  for (const item of change.add)
    if (!weights.has(item)) weights.set(item, usualWeight(prepared, item));
  const items = Int32Array.from(weights.keys()).sort();
  const times = new Map<number, number>();
  known?.items.forEach((item, at) => times.set(item, known.times?.[at] ?? 0));
  for (const item of change.remove) times.delete(item);
  const last = [...times.values()].reduce((latest, time) => Math.max(latest, time), 0);
  change.add.forEach((item, at) => {
    if (!times.has(item)) times.set(item, last + 1 + at);
  });
  return {
    user: null,
    items,
    weights: Float32Array.from(items, (item) => weights.get(item)!),
    ...(prepared.learn.times && { times: Float64Array.from(items, (item) => times.get(item)!) }),
    features: featuresOf(prepared, known?.features ?? null, change.attributes),
    segment: segmentOf(prepared, known?.segment ?? null, change.attributes),
    friends: known ? known.friends : prepared.learn.friends && new Int32Array(0),
    ...(known?.had && { had: known.had }),
    ...(user !== null && { before: user }),
  };
}

function timesOf(times: Float64Array, { pointer }: SparseRows, user: number): Float64Array {
  return times.slice(pointer[user], pointer[user + 1]);
}

/** Mean weight of the item's pairs; of all pairs where nobody has it. */
function usualWeight(prepared: Prepared, item: number): number {
  if (prepared.value === 'binary') return 1;
  const { index, value } = prepared.learn.interactions;
  let [sum, count, all] = [0, 0, 0];
  for (let at = 0; at < index.length; at++) {
    all += value[at]!;
    if (index[at] !== item) continue;
    sum += value[at]!;
    count += 1;
  }
  return count > 0 ? sum / count : all / Math.max(1, index.length);
}

/** Features of a person with these attributes, the others as known; null where there is nothing to tell. */
export function featuresOf(
  prepared: Prepared,
  known: Float32Array | null,
  changed: readonly Attribute[],
): Float32Array | null {
  const rules = prepared.userEncoding;
  if (prepared.learn.userFeatures === null) return null;
  if (known === null && changed.length === 0) return null;
  const values = new Map(changed.map(({ name, value }) => [name, value]));
  return Float32Array.from(rules, (rule, at) => {
    const value = values.get(rule.column);
    return value === undefined ? (known?.[at] ?? applyRule(rule, null)) : applyRule(rule, value);
  });
}

/** The segment of whoever has the same value, or the nearest number. */
export function segmentOf(
  prepared: Prepared,
  known: number | null,
  changed: readonly Attribute[],
): number | null {
  const { segmentColumn: name, attributes } = prepared;
  const { segments } = prepared.learn;
  const change = changed.find((attribute) => attribute.name === name);
  const column = attributes.find((attribute) => attribute.name === name);
  if (!change || !column || !segments) return known;
  const at = nearest(column.values, change.value);
  return at < 0 ? -1 : (segments[at] ?? null);
}

function nearest(values: readonly CellValue[], wanted: CellValue): number {
  if (wanted === null) return -1;
  if (typeof wanted !== 'number') return values.findIndex((value) => String(value) === wanted);
  let best = -1;
  let distance = Infinity;
  values.forEach((value, at) => {
    if (typeof value !== 'number' || Math.abs(value - wanted) >= distance) return;
    distance = Math.abs(value - wanted);
    best = at;
  });
  return best;
}
