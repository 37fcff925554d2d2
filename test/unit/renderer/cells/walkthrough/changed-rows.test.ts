import { describe, expect, it } from 'vitest';
import { featureNames } from '#shared/encoding/index.ts';
import { fittedPrep, type FittedStep } from '#shared/model/prep.ts';
import { floatText } from '#shared/wire/float-text.ts';
import { valueChoices } from '../../../../../src-renderer/cells/walkthrough/what-if/value-choices.ts';
import { encodedRows } from '../../../../../src-renderer/cells/walkthrough/walk.ts';
import { exampleOutput } from './example-walk.ts';

const city: FittedStep = {
  ...{ type: 'target', column: 'city', values: ['Beijing', 'Shanghai'], missing: true },
  outputs: [
    {
      ...{ name: null, means: [0.25, 0.75], unseen: 0.5, absent: 0.125 },
      ...{ offset: 0.5, factor: 4, smoothing: 1 },
    },
  ],
};
const age: FittedStep = {
  ...{ type: 'numeric', column: 'age', log: false, offset: 40, factor: 0.1 },
  ...{ fill: 40, missing: true },
};
const columns = [
  { name: 'age', type: 'integer' as const },
  { name: 'city', type: 'category' as const },
];
const prep = fittedPrep.parse({
  ...{ version: 1, columns, steps: [age, city], ...featureNames({ columns, steps: [age, city] }) },
  label: { column: 'y', kind: 'binary', classes: ['no', 'yes'], offset: 0, factor: 1 },
});
const output = { ...exampleOutput, prep, spec: { ...exampleOutput.spec, inputs: 4 } };
/** A training row: its mean label is that of the other folds, -0.3, not the -1 that an encoder has for Beijing. */
const answer = {
  raw: [[30, 'Beijing']],
  x: floatText(new Float32Array([-1, 0, -0.3, 0])),
};
const encoded = (raw: (string | number | null)[]): number[] =>
  (encodedRows(output, answer, [raw])[0] ?? []).map((value) => Number(value.toFixed(6)));

describe('A row that is changed by hand', () => {
  it('keeps what its other columns became, mean labels of other folds among it', () => {
    expect(encoded([50, 'Beijing'])).toEqual([1, 0, -0.3, 0]);
  });

  it('has a changed column encoded as any new row would', () => {
    expect(encoded([30, 'Shanghai'])).toEqual([-1, 0, 1, 0]);
    expect(encoded([30, 'Atlantis'])).toEqual([-1, 0, 0, 0]);
  });

  it('takes missing values as Features says', () => {
    expect(encoded([null, 'Beijing'])).toEqual([0, 1, -0.3, 0]);
    expect(encoded([30, null])).toEqual([-1, 0, -1.5, 1]);
  });

  it('is as it was when it is changed back', () => {
    expect(encoded([30, 'Beijing'])).toEqual([-1, 0, -0.3, 0]);
  });
});

describe('What a column can be changed to', () => {
  it('are its known values, the row’s own, and none', () => {
    expect(valueChoices(city, 'Atlantis')?.map(({ text }) => text)).toEqual([
      ...['Beijing', 'Shanghai', 'Atlantis', null],
    ]);
    expect(valueChoices(city, 'Beijing')).toHaveLength(3);
  });

  it('is written where there are too many, or a list of them', () => {
    const values = Array.from({ length: 61 }, (_, at) => `v${at}`);
    expect(valueChoices({ ...city, values } as FittedStep, null)).toBeNull();
    const list = { column: 'tags', separator: '|', values: ['a'], other: false, missing: false };
    expect(valueChoices({ type: 'multiHot', ...list }, 'a')).toBeNull();
    expect(valueChoices(age, '30')).toBeNull();
  });
});
