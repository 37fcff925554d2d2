import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import {
  decideTime,
  newTimeEvidence,
  noteTime,
  readTime,
} from '../../../../../shared/values/time/index.ts';

/**
 * Columns made from known instants, written in one way or in two that are mixed. Whatever comes of them, no value may be
 * read as another instant without a word: the column is refused, or the value is left unread and counted, or what was
 * taken for granted is told.
 */
const random = createRandom(20_260_131);
const whole = (below: number): number => Math.floor(random.next() * below);

/** Instants of 1990 to 2037 in milliseconds since 1970, whole seconds. */
const instant = (): number => (631_152_000 + whole(1_514_764_800)) * 1000;
const day = (): number => Math.floor(instant() / 86_400_000) * 86_400_000;

type Way = { name: string; days: boolean; write: (time: number) => string };

const parts = (time: number) => {
  const iso = new Date(time).toISOString();
  const [y = '', m = '', d = ''] = iso.slice(0, 10).split('-');
  return { y, m, d, short: y.slice(2), clock: iso.slice(11, 19) };
};
const way = (
  name: string,
  days: boolean,
  write: (p: ReturnType<typeof parts>, time: number) => string,
): Way => ({ name, days, write: (time) => write(parts(time), time) });
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** The wall clock of a place so many minutes east of UTC, and its offset. */
const zoned = (minutes: number, written: string): Way =>
  way(`offset ${written}`, false, (_, time) => {
    const { y, m, d, clock } = parts(time + minutes * 60_000);
    return `${y}-${m}-${d}T${clock}${written}`;
  });

const ways: Way[] = [
  way('yyyy-mm-dd', true, ({ y, m, d }) => `${y}-${m}-${d}`),
  way('yyyy/m/d', true, ({ y, m, d }) => `${y}/${Number(m)}/${Number(d)}`),
  way('dd/mm/yyyy', true, ({ y, m, d }) => `${d}/${m}/${y}`),
  way('mm/dd/yyyy', true, ({ y, m, d }) => `${m}/${d}/${y}`),
  way('dd.mm.yyyy', true, ({ y, m, d }) => `${d}.${m}.${y}`),
  way('dd/mm/yy', true, ({ short, m, d }) => `${d}/${m}/${short}`),
  way('mm/dd/yy', true, ({ short, m, d }) => `${m}/${d}/${short}`),
  way('yy-mm-dd', true, ({ short, m, d }) => `${short}-${m}-${d}`),
  way('dd.mm.yy', true, ({ short, m, d }) => `${d}.${m}.${short}`),
  way('d Mon yyyy', true, ({ y, m, d }) => `${Number(d)} ${months[Number(m) - 1]!} ${y}`),
  way('年月日', true, ({ y, m, d }) => `${y}年${Number(m)}月${Number(d)}日`),
  way('yyyymmdd', true, ({ y, m, d }) => `${y}${m}${d}`),
  way('yymmdd', true, ({ short, m, d }) => `${short}${m}${d}`),
  way('Excel days', true, (_, time) => String(time / 86_400_000 + 25_569)),
  way('yyyy-mm-dd hh:mm:ss', false, ({ y, m, d, clock }) => `${y}-${m}-${d} ${clock}`),
  way('dd/mm/yyyy hh:mm:ss', false, ({ y, m, d, clock }) => `${d}/${m}/${y} ${clock}`),
  way('mm/dd/yyyy h:mm:ss PM', false, ({ y, m, d, clock }) => {
    const hour = Number(clock.slice(0, 2));
    const half = hour < 12 ? 'AM' : 'PM';
    return `${m}/${d}/${y} ${hour % 12 || 12}${clock.slice(2)} ${half}`;
  }),
  way('…Z', false, ({ y, m, d, clock }) => `${y}-${m}-${d}T${clock}Z`),
  zoned(120, '+02:00'),
  zoned(-330, '-0530'),
  zoned(480, '+08'),
  way('yyyymmddhhmmss', false, ({ y, m, d, clock }) => `${y}${m}${d}${clock.replaceAll(':', '')}`),
  way('seconds', false, (_, time) => String(time / 1000)),
  way('milliseconds', false, (_, time) => String(time)),
  way('microseconds', false, (_, time) => `${time}000`),
  way('nanoseconds', false, (_, time) => `${time}000000`),
];

type Column = { text: string; time: number; way: Way }[];

/** What a column is read as: refused, or how often a value is another instant than it was written for, and what is told. */
function outcomeOf(column: Column) {
  const evidence = newTimeEvidence();
  for (const { text } of column) noteTime(evidence, text);
  const outcome = decideTime(evidence);
  if ('refusal' in outcome) return { refused: outcome.refusal, wrong: [], unread: 0, told: [] };
  const { decision } = outcome;
  const read = column.map(({ text }) => readTime(text, decision.format));
  const wrong = column.filter(({ time }, at) => read[at] !== null && read[at] !== time);
  const unread = read.filter((time) => time === null).length;
  return { refused: null, wrong, unread, told: decision.concerns };
}

function columnOf(rows: number, one: Way, other: Way, share: number): Column {
  return Array.from({ length: rows }, () => {
    const chosen = random.next() < share ? other : one;
    const time = chosen.days ? day() : instant();
    return { text: chosen.write(time), time, way: chosen };
  });
}

/** Whether another way writes a value letter by letter alike, and all of its own in the column are so. */
function isTwin(column: Column, text: string, { name }: Way): boolean {
  const others = column.filter(({ way }) => way.name !== name).map(({ way }) => shapeOf(way.name));
  const own = column.filter(({ way }) => way.name === name);
  const swapped = own.every(({ text: value }) =>
    value
      .split(/\D/)
      .slice(0, 2)
      .every((part) => Number(part) <= 12),
  );
  return /^\d\d\D\d\d\D/.test(text) && others.includes(shapeOf(name)) && swapped;
}

function shapeOf(name: string): string {
  return name.replace('mm/dd', 'dd/mm');
}

/** Values read as another instant than meant are told, with what was taken for granted. */
function check(column: Column, about: string): void {
  const { refused, wrong, unread, told } = outcomeOf(column);
  if (refused !== null) {
    expect(refused.examples.length, about).toBeGreaterThan(0);
    return;
  }
  const kinds = told.map(({ kind }) => kind);
  // Nothing on earth tells 03/10/2034 from 03/10/2034: told apart only where another value of its way has a day above 12.
  if (wrong.some(({ text, way }) => !isTwin(column, text, way)))
    expect(
      kinds.filter((kind) => ['ambiguous_order', 'unlikely', 'all_1970'].includes(kind)),
      `${about}: ${wrong.map(({ text }) => text).join(' | ')}`,
    ).not.toEqual([]);
  const counted = told.find(({ kind }) => kind === 'unread')?.count ?? 0;
  expect(counted, about).toBe(unread);
}

describe('a column written in one way', () => {
  it.each(ways)('is read as it was meant, or refused: $name', (one) => {
    for (let turn = 0; turn < 30; turn += 1) {
      const column = columnOf([3, 12, 200][turn % 3]!, one, one, 0);
      check(
        column,
        column
          .map(({ text }) => text)
          .slice(0, 5)
          .join(' | '),
      );
    }
  });

  it.each(ways)('is read whole where it is long: $name', (one) => {
    const { refused, wrong, unread } = outcomeOf(columnOf(300, one, one, 0));
    expect({ refused, wrong, unread }).toEqual({ refused: null, wrong: [], unread: 0 });
  });
});

describe('a column that mixes two ways of writing', () => {
  const pairs = ways.flatMap((one) =>
    ways.filter((other) => other !== one).map((other) => ({ one, other })),
  );

  it.each(ways)('has no value read wrongly without a word: $name beside any other', (one) => {
    for (const { other } of pairs.filter((pair) => pair.one === one))
      for (const share of [0.02, 0.1, 0.5])
        for (const rows of [4, 40])
          check(
            columnOf(rows, one, other, share),
            `${one.name} with ${other.name}, ${share} of ${rows}`,
          );
  });
});
