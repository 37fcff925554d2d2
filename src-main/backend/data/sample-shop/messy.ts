import type { Random } from '#shared/random/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { pick } from './draw.ts';
import type { SampleShop } from './shop.ts';
import type { SampleTable } from './tables.ts';

/** What may happen to a value of a column, each with its probability. */
type Damage = [probability: number, change: (value: CellValue, random: Random) => CellValue];

const missing = (): CellValue => null;
const spaced = (value: CellValue): CellValue => ` ${String(value)} `;
const upper = (value: CellValue): CellValue => String(value).toUpperCase();
const lower = (value: CellValue): CellValue => String(value).toLowerCase();
const swapped = (value: CellValue): CellValue => String(value).replace(/^(.)(.)(.)/, '$1$3$2');
const hundredfold = (value: CellValue): CellValue =>
  typeof value === 'number' ? value * 100 : value;
const slashes = (value: CellValue): CellValue => {
  const [year, month, day] = String(value).slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
};
const oneOf =
  (...values: CellValue[]) =>
  (_: CellValue, random: Random): CellValue =>
    pick(random, values);

/** Missing values, odd spellings, mixed case, outliers and wrong types, as files from several hands have them. */
const damages = new Map<string, Damage[]>([
  [
    'gender',
    [
      [0.03, missing],
      [0.12, (value) => (value === 'female' ? 'F' : 'M')],
      [0.05, upper],
      [0.03, spaced],
    ],
  ],
  [
    'age',
    [
      [0.05, missing],
      [0.01, oneOf(-1, 0, 999, 180)],
      [0.01, oneOf('unknown', 'n/a', 'thirty')],
    ],
  ],
  [
    'city',
    [
      [0.04, missing],
      [0.08, upper],
      [0.05, lower],
      [0.03, spaced],
      [0.02, swapped],
    ],
  ],
  [
    'occupation',
    [
      [0.08, missing],
      [0.05, upper],
      [0.03, spaced],
    ],
  ],
  [
    'signup_date',
    [
      [0.01, missing],
      [0.15, slashes],
    ],
  ],
  [
    'mean_order',
    [
      [0.05, missing],
      [0.01, hundredfold],
    ],
  ],
  [
    'visits_per_month',
    [
      [0.02, missing],
      [0.005, oneOf(500, 999)],
    ],
  ],
  [
    'kind',
    [
      [0.05, upper],
      [0.02, spaced],
    ],
  ],
  ['time', [[0.005, missing]]],
  [
    'item_id',
    [
      [0.003, missing],
      [0.01, lower],
    ],
  ],
  [
    'category',
    [
      [0.03, missing],
      [0.06, lower],
      [0.04, spaced],
    ],
  ],
  [
    'price',
    [
      [0.03, missing],
      [0.005, hundredfold],
    ],
  ],
  ['common_interest', [[0.05, upper]]],
]);
/** Columns that damage leaves without one type. */
const untyped = new Set(['age', 'signup_date']);
const repeated = 0.02;

/** The messy variant of a table: the same rows, damaged, some of them twice. The label and the user's number stay. */
export function messyTable(shop: SampleShop, name: string, table: SampleTable): SampleTable {
  const keep = name === 'items' ? 'item_id' : 'user_id';
  const changes = table.columns.map((column) =>
    column.name === keep ? [] : (damages.get(column.name) ?? []),
  );
  return {
    units: table.units,
    columns: table.columns.map((column) => messyColumn(column)),
    rows(unit) {
      const random = shop.stream(`messy ${name}`, unit);
      return table.rows(unit).flatMap((row) => {
        const damaged = row.map((value, c) => damage(value, changes[c]!, random));
        const texts = damaged.map((value, c) =>
          untyped.has(table.columns[c]!.name) && value !== null ? String(value) : value,
        );
        return random.next() < repeated ? [texts, [...texts]] : [texts];
      });
    },
  };
}

function messyColumn({ name, type }: Column): Column {
  const text = untyped.has(name) || (type === 'category' && damages.has(name));
  return { name, type: text ? 'text' : type };
}

function damage(value: CellValue, changes: readonly Damage[], random: Random): CellValue {
  if (changes.length === 0 || value === null) return value;
  let chance = random.next();
  for (const [probability, change] of changes) {
    chance -= probability;
    if (chance < 0) return change(value, random);
  }
  return value;
}
