/** A stretch of a text replaced: `remove` characters from `at` on by `insert`. */
type Replacement = { at: number; remove: number; insert: string };

/** Words looked at one by one; a longer stretch counts as replaced as a whole. */
const mostWords = 2000;

/**
 * Joins two texts that were both made from `base`. No letter that either side typed is lost: where both typed at one place, `theirs`
 * comes first; what either side removed is gone, but for what the other typed in the middle of it.
 */
export function mergeText(base: string, mine: string, theirs: string): string {
  if (mine === theirs || base === mine) return theirs;
  if (base === theirs) return mine;
  const ours = replacements(base, mine);
  const others = replacements(base, theirs);
  const twice = (one: Replacement): boolean =>
    one.remove > 0 &&
    others.some(
      ({ at, remove, insert }) => at === one.at && remove === one.remove && insert === one.insert,
    );
  const all = [...others, ...ours.filter((one) => !twice(one))];
  // Sorting is stable: theirs stay first where both begin at one place.
  return applied(
    base,
    all.sort((a, b) => a.at - b.at),
  );
}

/** Where a place in a text lies once the text has become another: for the caret, which stays before what comes in at it. */
export function placeAfter(before: string, after: string, place: number): number {
  const shift = (from: number) =>
    replacements(before, after)
      .filter(({ at, remove }) => at < from && at + remove <= from)
      .reduce((moved, { insert, remove }) => moved + insert.length - remove, from);
  const inside = replacements(before, after).find(
    ({ at, remove }) => at < place && place < at + remove,
  );
  return Math.min(after.length, shift(inside === undefined ? place : inside.at));
}

function applied(base: string, all: readonly Replacement[]): string {
  let out = '';
  let done = 0;
  for (const { at, remove, insert } of all) {
    if (at > done) out += base.slice(done, at);
    out += insert;
    done = Math.max(done, at, at + remove);
  }
  return out + base.slice(done);
}

/** What turns one text into another, in order, as small as whole words and their common ends allow. */
function replacements(before: string, after: string): Replacement[] {
  const whole = trimmed(before, after, 0);
  if (whole.remove === 0 || whole.insert === '') return [whole];
  const old = words(before.slice(whole.at, whole.at + whole.remove));
  const now = words(whole.insert);
  if (old.length > mostWords || now.length > mostWords) return [whole];
  return byWords(old, now, whole.at);
}

/** The one stretch that differs, its common beginning and end left out. */
function trimmed(before: string, after: string, offset: number): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return {
    at: offset + start,
    remove: before.length - end - start,
    insert: after.slice(start, after.length - end),
  };
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

/** Words, numbers, runs of space, and every other character by itself. */
function words(text: string): string[] {
  return text.match(/[A-Za-z0-9_]+|\s+|[\s\S]/gu) ?? [];
}

function byWords(old: readonly string[], now: readonly string[], offset: number): Replacement[] {
  const common = commonLengths(old, now);
  const width = now.length + 1;
  const found: Replacement[] = [];
  let [i, j, at] = [0, 0, offset];
  let [removed, inserted] = ['', ''];
  const close = () => {
    if (removed !== '' || inserted !== '')
      found.push(trimmed(removed, inserted, at - removed.length));
    removed = inserted = '';
  };
  while (i < old.length || j < now.length) {
    const word = old[i];
    if (i < old.length && j < now.length && word === now[j]) {
      close();
      at += word?.length ?? 0;
      i += 1;
      j += 1;
    } else if (
      j >= now.length ||
      (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      removed += word;
      at += word?.length ?? 0;
      i += 1;
    } else inserted += now[j++];
  }
  close();
  return found;
}

/** Lengths of the longest common subsequences of all ends, row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        old[i] === now[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  return lengths;
}
