import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';
import { numberFormats, readNumber } from '#shared/values/number/index.ts';
import { plainFormat } from '#shared/values/number/number-format.ts';
import { timeReadings } from '#shared/values/time/readings.ts';
import { readTimeText } from '#shared/values/time/read.ts';
import { preparationModules } from '../../src-main/backend/export/targets/python/modules.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const hasPython = spawnSync('python3', ['-c', '0']).status === 0;

const script = `
import json
from portrait_dates import read_time
from portrait_numbers import read_boolean, read_number
asked = json.load(open("asked.json", encoding="utf-8"))
read = dict(
    numbers=[[read_number(t, r) for t in asked["texts"]] for r in asked["formats"]],
    times=[[read_time(t, r) for t in asked["times"]] for r in asked["readings"]],
    truths=[read_boolean(t) for t in asked["texts"]],
)
print(json.dumps(read))
`;

const random = createRandom(11);
const pick = <T>(all: readonly T[]): T => all[random.below(all.length)]!;

const numberParts = [
  ...[
    '0',
    '7',
    '12',
    '045',
    '1234',
    '999999',
    '1,234',
    '12,34,567',
    '1.234',
    "1'234",
    '1 234',
    '１２',
  ],
  ...[
    '.',
    ',',
    '.5',
    ',25',
    '.50',
    ',5',
    '1e3',
    'e5',
    'E-2',
    '-',
    '+',
    '(',
    ')',
    '%',
    '€',
    '$',
    'USD',
    'R$',
  ],
  ...[
    'kr',
    'kr.',
    '元',
    '−',
    '’',
    '`',
    '\u00a0',
    ' ',
    '\u3000',
    '٣',
    '۱۲',
    '٫',
    '٬',
    '٪',
    '\u200f',
    '१',
    '²',
    'x',
    '﹩',
    '₹',
    '1e400',
    'Rs.',
    '',
  ],
];
const numberText = (): string =>
  Array.from({ length: 1 + random.below(5) }, () => pick(numberParts)).join('');

const two = (most: number): string => String(random.below(most + 2)).padStart(pick([1, 2, 2]), '0');
const month = (): string =>
  pick([
    ...['Jan', 'february', 'Sept', 'DEC', 'May', 'Marc', 'août', '12', two(12)],
    ...['März', 'févr.', 'de marzo de', 'OKT', 'января', 'mar', 'Ağu', 'juil.', 'out', 'de 10'],
  ]);
const year = (): string =>
  pick(['1999', '2024', '2100', '0400', '24', '69', '9999', '0000', '1900']);
const clock = (): string =>
  pick([
    ...[
      '',
      '',
      `T${two(24)}:${two(59)}`,
      ` ${two(24)}:${two(59)}:${two(60)}`,
      ' 24:00:00',
      ' 3 PM',
    ],
    ...[
      ` ${two(12)}:30 p.m.`,
      ` ${two(23)}:15:59.${random.below(1e9)}`,
      'T103005Z',
      ' at 9:05 am',
      ':10:30:00',
    ],
    ...[
      ` 10:30${pick(['Z', '+01:00', ' -0530', ' UTC', ' CET', ' GMT+2', '[Europe/Paris]', ' +16:00'])}`,
    ],
    ...[` 12:00:00,5 +02:00 (CEST)`, ' 10:30x', ' 10', ' 下午3点20分'],
    ...[
      ' 2:30 下午',
      ' 오후 2:30',
      ' ٢:٣٠ م',
      ' 午前12:05',
      ' 14h30',
      ' à 9h',
      ' um 14.30 Uhr',
      ' 2:30 p. m.',
      ', 7:05 г.',
    ],
    ...[' kl. 10.30', ' 下午12时', ' 3点 晚上'],
  ]);
const timeText = (): string => {
  const separator = pick(['-', '/', '.', ' ', '–', '－']);
  return pick([
    () => `${year()}-${two(12)}-${two(31)}${clock()}`,
    () => `${two(31)}${separator}${two(12)}${separator}${year()}${clock()}`,
    () => `${year()}${separator}${month()}${separator}${two(31)}${clock()}`,
    () => `${two(31)}${pick(['', 'st', 'th'])} ${pick(['', 'of '])}${month()} ${year()}${clock()}`,
    () => `${pick(['', 'Mon, ', 'Wednesday ', 'Xyz '])}${month()} ${two(31)}, ${year()}${clock()}`,
    () => `Wed Aug ${two(31)} 13:08:45 +0000 ${year()}`,
    () => `${month()} ${year()}`,
    () => `${year()} ${month()}`,
    () =>
      `${pick(['Di., ', 'SO ', 'lundi ', 'mar. ', 'Mar ', 'пн '])}${two(31)}${pick(['', '.', 'er', 'o'])} ${month()} ${year()}${clock()}`,
    () => `${two(31)}. ${two(12)}. ${year()}${pick(['', '.'])}${clock()}`,
    () => `${year()}년 ${two(12)}월 ${two(31)}일${clock()}`,
    () => `${year()}年${two(12)}月${two(31)}日(${pick(['火', '水'])})${clock()}`,
    () => `٢٠٢٤-٠${1 + random.below(9)}-١٥`.replace('٠1', '٠١') + clock(),
    () => `${two(31)}\u200f/${two(12)}/${year()}`,
    () => `${year()}${pick(['-', '/'])}${two(12)}`,
    () =>
      `${year()}年${two(12)}月${two(31)}${pick(['日', '号', ''])}${pick(['', ' 星期三', ' 周一'])}${clock()}`,
    () =>
      `${year()}${two(12)}${two(31)}${pick(['', '10', '1030', '103005', '103005123', ' 10:30'])}`,
    () => String(random.below(2 ** 31) * pick([1, 1000, 1e6, -1])),
    () => `${random.below(90_000)}.${random.below(1e9)}`,
    () => `${pick(['-', '', '+'])}${random.below(4e9)}${pick(['', '.5', '.123456789012', 'e3'])}`,
    () =>
      pick([
        '60',
        '60.5',
        '59.999',
        '1e999',
        '010203',
        '991231',
        '20240230',
        '１９９９-０１-０２',
        '',
        ' ',
      ]),
  ])();
};

describe('What Python reads in an exported folder', () => {
  it('is what the application reads: numbers, dates, truth values', (context) => {
    if (!hasPython) return context.skip('there is no Python');
    const texts = [
      ...Array.from({ length: 6000 }, numberText),
      'TRUE',
      ' yes',
      'Off',
      '是',
      'maybe',
    ];
    const times = Array.from({ length: 8000 }, timeText);
    const formats = [plainFormat, ...numberFormats].flatMap((format) =>
      [false, true].map((percent) => ({ format, percent, currencies: [], ambiguous: false })),
    );
    for (const { path, bytes } of preparationModules({ steps: [] }))
      writeFileSync(folder.file(path), bytes);
    const asked = { texts, times, formats, readings: timeReadings };
    writeFileSync(folder.file('asked.json'), JSON.stringify(asked));
    writeFileSync(folder.file('read.py'), script);
    const printed = execFileSync('python3', ['read.py'], {
      ...{ cwd: folder.path, encoding: 'utf8', maxBuffer: 2 ** 28 },
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    const read = JSON.parse(printed) as {
      numbers: (number | null)[][];
      times: (string | null)[][];
      truths: (number | null)[];
    };
    let [numbers, dates] = [0, 0];
    const differ: unknown[] = [];
    const compare = (text: string, how: unknown, found: unknown, wanted: unknown): void => {
      if (!Object.is(found, wanted)) differ.push({ text, how, found, wanted });
    };
    formats.forEach((reading, f) =>
      texts.forEach((text, at) => {
        const wanted = readNumber(text, reading) ?? null;
        if (wanted !== null) numbers += 1;
        compare(text, reading, read.numbers[f]?.[at], wanted);
      }),
    );
    timeReadings.forEach((reading, r) =>
      times.forEach((text, at) => {
        const wanted = readTimeText(text, { reading }) ?? null;
        if (wanted !== null) dates += 1;
        compare(text, reading, read.times[r]?.[at], wanted);
      }),
    );
    texts.forEach((text, at) =>
      compare(text, 'truth', read.truths[at], readBoolean(text, true) ?? null),
    );
    expect(differ.slice(0, 20)).toEqual([]);
    expect(numbers).toBeGreaterThan(5000);
    expect(dates).toBeGreaterThan(10_000);
  });
});
