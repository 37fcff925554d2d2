import { describe, expect, it } from 'vitest';
import { createEncoder, featureNames, largestFeature } from '#shared/encoding/index.ts';
import { fittedPrep, type FittedStep } from '#shared/model/prep.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { rowsOf } from '#shared/network/replay.ts';
import { encodingFormula } from '../../../../../src-renderer/cells/walkthrough/formulas/encoding/index.ts';
import { netColumns } from '../../../../../src-renderer/cells/walkthrough/net/net-columns.ts';
import { drawnWalk } from './example-walk.ts';
import { texValue } from './tex-value.ts';

const column = '城市 "x" $5_{%}';
const missing = true;
const mean = { name: null, means: [0.2, 0.7, 0.4], unseen: 0.45, absent: 0.3, smoothing: 4 };
type Case = { step: object; type: ColumnType; values: CellValue[] };
const numbers = [null, 0, 3.25, -17, 1e9, 1e9 + 1, 1e-9, -1e-9, 1e300, -1e21, 4e15, '12', 'abc'];
const words = [null, '北京', 'Shanghai', '', 'Atlantis', '\\frac{1}{0}', 'FALSE'];
const numeric = { type: 'numeric', log: false, fill: 41.25, missing };
const texts = { type: 'tfidf', pairs: false, missing };
const terms = { terms: ['phone', 'red', '手机'], weights: [1.9, 1.2, 2.4] };
const dates = [null, '2024-02-29', '1999-12-31 23:59:59', '2031-07-01 06:00:00', 'soon'];
const cases: Record<string, Case> = {
  deviations: { step: { ...numeric, offset: 41.25, factor: 0.083 }, type: 'real', values: numbers },
  'a log': {
    step: { ...numeric, log: true, offset: 3.1, factor: 0.7 },
    type: 'real',
    values: numbers,
  },
  'as it is': { step: { ...numeric, offset: 0, factor: 1 }, type: 'integer', values: numbers },
  'a spread of next to nothing': {
    step: { ...numeric, fill: 2.5e-12, offset: 2.5e-12, factor: 1 / 3.7e-13 },
    type: 'real',
    values: [null, 2.5e-12, 3e-12, 1e-12, 1],
  },
  'a large spread': {
    step: { ...numeric, fill: 3e20, offset: 3e20, factor: 1 / 7e19 },
    type: 'real',
    values: [null, 1e20, 5e20, -3e20],
  },
  'one of some': {
    step: { type: 'oneHot', values: ['Shanghai', '北京'], other: true, missing },
    type: 'category',
    values: words,
  },
  'one of some, no others': {
    step: { type: 'oneHot', values: ['Shanghai', '北京'], other: false, missing: false },
    type: 'category',
    values: words,
  },
  truth: {
    step: { type: 'oneHot', values: ['FALSE', 'TRUE'], other: false, missing },
    type: 'boolean',
    values: [0, 1, null],
  },
  places: {
    step: { type: 'ordinal', values: ['Shanghai', '北京', 'FALSE'], unseen: 0.5, missing },
    type: 'category',
    values: words,
  },
  'one place': {
    step: { type: 'ordinal', values: ['北京'], unseen: 0, missing: false },
    type: 'category',
    values: ['北京'],
  },
  shares: {
    step: { type: 'frequency', values: ['Shanghai', '北京'], shares: [0.125, 0.5], missing },
    type: 'category',
    values: words,
  },
  'mean labels': {
    step: {
      ...{ type: 'target', values: ['Shanghai', '北京', 'FALSE'], missing },
      outputs: [
        { ...mean, offset: 0.4, factor: 7 },
        { ...mean, name: 'b', offset: 0.3, factor: 2 },
      ],
    },
    type: 'category',
    values: words,
  },
  hashes: { step: { type: 'hash', buckets: 4, missing }, type: 'category', values: words },
  'words of a text': {
    step: { ...texts, ...terms, directions: null },
    type: 'text',
    values: [null, '', 'phone phone red', '红色手机 phone', 'nothing known', '\\dfrac{'],
  },
  'directions of a text': {
    step: {
      ...{ ...texts, ...terms },
      directions: [
        [0.5, -0.25, 0.8],
        [0.1, 0.9, -0.4],
      ],
    },
    type: 'text',
    values: [null, '', 'phone phone red', '红色手机 phone', 'nothing known'],
  },
  lists: {
    step: { type: 'multiHot', separator: '|', values: ['a', 'b'], other: true, missing },
    type: 'text',
    values: [null, '', 'a|b', 'b|c|d|e|f', '|', 'c'],
  },
  dates: {
    step: { type: 'dateParts', origin: Date.UTC(2020, 1, 5), spanDays: 1234, missing },
    type: 'date',
    values: dates,
  },
};

describe.each(Object.entries(cases))('The encoding of %s', (_name, { step, type, values }) => {
  const fitted = { ...step, column } as FittedStep;
  const columns = [{ name: column, type }];
  const prep = fittedPrep.parse({
    ...{ version: 1, columns, steps: [fitted] },
    ...featureNames({ columns, steps: [fitted] }),
    label: { column: 'y', kind: 'binary', classes: ['no', 'yes'], offset: 0, factor: 1 },
  });
  const encoder = createEncoder(prep);
  const spec = modelSpec.parse({
    inputs: encoder.width,
    layers: [],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  });
  const { output, walk } = drawnWalk(spec, {}, 1, 3);

  it.each(values.map((value) => [value]))('of %j is written as it was worked out', (value) => {
    const raw = [[value]];
    const x = rowsOf(encoder.features(raw), encoder.width);
    const here = { ...walk, raw, input: { ...walk.input, batch: { ...walk.input.batch, x } } };
    for (const [from, became] of (x[0] ?? []).entries()) {
      const look = {
        ...{ walk: here, columns: netColumns(here), row: 0, digits: 4 },
        choice: { column: 1, unit: 0, from },
      };
      const formula = encodingFormula(look, { ...output, prep }, prep.features, false);
      const text = [formula.symbols, ...formula.numbers, formula.result].join(' ');
      expect(text).not.toMatch(/NaN|Infinity|undefined|\d[eE][-+]?\d|\{-\}0\.0+(?!\d)/);
      // What a person typed must not become a command.
      expect(text).not.toContain('\\frac');
      expect(formula.numbers.length).toBeGreaterThan(0);
      const line = formula.numbers.at(-1) ?? '';
      const worked = statementValue(line) ?? texValue(formula.numbers.map(withoutWord).join(' '));
      if (worked === null) continue;
      if (Math.abs(became) >= largestFeature) {
        // What the net's inputs cannot hold is cut, and told as such.
        expect(Math.abs(worked)).toBeGreaterThan(largestFeature);
        expect(formula.result).toContain('10²¹');
        continue;
      }
      const tolerance = formula.rounded ? Math.abs(became) * 2 ** -23 : 0.0002;
      const size = Math.abs(became) >= 1e15 ? Math.abs(became) * 1e-6 : 0;
      expect(Math.abs(worked - became), `${line} = ${became}`).toBeLessThanOrEqual(
        Math.max(tolerance, size),
      );
    }
  });
});

/** A number without the word above it that says what it stands for. */
const withoutWord = (line: string): string =>
  line.replace(/\\overset\{\\text\{missing\}\}\{(.*?)\}(?= - |$)/, '$1');

/** What a statement in brackets counts, times the sign of what stands before it; null where the line is none. */
function statementValue(line: string): number | null {
  const found = /^(\{-\})?\\bigl\[\\,(.*)\\,\\bigr\]$/.exec(line);
  if (!found) return null;
  const [, sign, statement = ''] = found;
  const plain = statement.replace(/\\text\{(.*?)\}/g, '$1');
  const modulo = /^\|(.*)\| \\bmod (\d+) = (\d+)$/.exec(plain);
  const holds = modulo
    ? Math.abs(texValue(modulo[1] ?? '') ?? NaN) % Number(modulo[2]) === Number(modulo[3])
    : isTrue(plain);
  return Number(holds) * (sign === undefined ? 1 : -1);
}

/** Values known to the one-hot and the list of this file. */
const known = ['Shanghai', '北京', 'a', 'b'];

function isTrue(statement: string): boolean {
  const [left = '', relation, right = ''] =
    statement.split(/ (=|\\in|\\notin|\\not\\subseteq) /) ?? [];
  const list = (text: string): string[] => text.replace(/^\\\{|\\\}$/g, '').split(',\\,');
  switch (relation) {
    case '=':
      return left === right;
    case '\\in':
      return list(right).includes(left);
    case '\\notin':
      return left !== 'missing' && !known.includes(left);
    default:
      return left !== 'missing' && list(left).some((part) => part !== '' && !known.includes(part));
  }
}
