import { isCodeName, isIdentifierName, isReferenceName } from '#shared/model/identifier-name.ts';
import type { Encoding } from '#shared/model/prep.ts';
import type { Column } from '#shared/model/table.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import { listSeparator, type ColumnStats } from './column-stats.ts';
import type { NumberStats } from './number-stats.ts';
import type { TextStats } from './text-stats.ts';

export type SkipReason = FeaturesOutput['skipped'][number]['reason'];
type Choice = { encoding: Encoding; skip: null } | { encoding: null; skip: SkipReason };

const oneHotLimit = 50;
/** Fewer rows than this say nothing about identifiers. */
const identifierRows = 20;

const use = (encoding: Encoding): Choice => ({ encoding, skip: null });
const skip = (reason: SkipReason): Choice => ({ encoding: null, skip: reason });

/**
 * The encoding of a column nobody chose one for, by its type and its training values: numbers standardised, dates in
 * parts, up to 50 different values one-hot, lists with `|` multi-hot, more values by their mean label; numbers that are
 * codes as categories; identifiers, whole numbers that name people or things, constants and columns without values are
 * left out.
 */
export function chooseEncoding(stats: ColumnStats): Choice {
  const { texts, numbers, dates, parts } = stats;
  if (numbers !== null) {
    const empty = skipEmpty(numbers);
    if (empty !== null) return empty;
    if (isIdentifier(stats.column, numbers)) return skip('identifier');
    if (texts !== null && isCode(stats.column, numbers)) return chooseText(texts);
    if (isReference(stats.column, numbers)) return skip('reference');
    return use({ type: 'numeric', scale: 'standard', log: false });
  }
  if (dates !== null) return skipEmpty(dates) ?? use({ type: 'dateParts' });
  if (texts === null || texts.present === 0) return skip('all_missing');
  if (texts.counts.size === 1 && texts.missing === 0) return skip('constant');
  const isList = parts !== null && parts.lists >= texts.present / 10;
  if (isList && parts.counts.size <= 2 * oneHotLimit && parts.counts.size < texts.counts.size) {
    return use({ type: 'multiHot', separator: listSeparator, minimum: 1 });
  }
  return chooseText(texts);
}

function chooseText(texts: TextStats): Choice {
  const enough = texts.present >= identifierRows;
  if (enough && texts.allDistinct) return skip('identifier');
  if (texts.counts.size <= oneHotLimit) return use({ type: 'oneHot', minimum: 1 });
  if (texts.pruned || texts.counts.size > texts.present / 2) return skip('too_many_values');
  return use({ type: 'target', smoothing: null });
}

function skipEmpty({ plain, missing }: NumberStats): Choice | null {
  if (plain.count === 0) return skip('all_missing');
  return plain.min === plain.max && missing === 0 ? skip('constant') : null;
}

/** Whole numbers that are codes of places or kinds. */
function isCode({ name, type }: Column, { plain, whole }: NumberStats): boolean {
  return type !== 'boolean' && whole && plain.min >= 0 && isCodeName(name);
}

/** Whole numbers that name people or things, again and again: their size means nothing. */
function isReference({ name, type }: Column, { allDistinct, plain, whole }: NumberStats): boolean {
  return type !== 'boolean' && whole && plain.min >= 0 && !allDistinct && isReferenceName(name);
}

/** Whole numbers that only name their row: never twice, and in order, without gaps, or called an identifier. */
function isIdentifier({ name, type }: Column, numbers: NumberStats): boolean {
  if (type === 'boolean' || !numbers.whole || !numbers.allDistinct) return false;
  const { count, min, max } = numbers.plain;
  if (count < identifierRows) return false;
  // Measures in whole units are typed as reals too: those need the name.
  const plain = type === 'integer' && (numbers.monotone || max - min < 2 * count);
  return plain || isIdentifierName(name);
}
