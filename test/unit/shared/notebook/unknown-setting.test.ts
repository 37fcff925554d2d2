import { describe, expect, it } from 'vitest';
import { cellKind, cellKinds } from '#shared/model/cells/index.ts';
import { unknownSetting } from '#shared/notebook/unknown-setting.ts';

const of = (kind: string, settings: unknown) => unknownSetting(cellKind(kind)!.settings, settings);

describe('a setting there is none of', () => {
  it('is found at the top, with the names there are', () => {
    expect(of('train', { epoch: 3 })).toMatchObject({
      ...{ path: [], name: 'epoch' },
      known: expect.arrayContaining(['epochs', 'batchSize']),
    });
  });

  it('is found within objects, lists, choices and what has a default', () => {
    expect(of('features', { label: { colum: 'y' } })).toMatchObject({
      ...{ path: ['label'], name: 'colum' },
    });
    const steps = [
      { type: 'duplicates', keys: [] },
      { type: 'rename', column: 'a', to: 'b', too: 1 },
    ];
    expect(of('clean', { steps })).toMatchObject({ path: ['steps', 1], name: 'too' });
    expect(of('train', { optimizer: { type: 'sgd', momentum: 0.9 } })).toMatchObject({
      ...{ path: ['optimizer'], name: 'momentum', known: ['type'] },
    });
    expect(of('train', { earlyStopping: { patient: 3 } })).toMatchObject({ name: 'patient' });
  });

  it('is none where all are known, in every kind’s defaults too', () => {
    expect(of('train', { epochs: 3, classWeights: [1, 2], earlyStopping: null })).toBeNull();
    for (const { settings } of cellKinds) {
      const defaults = settings.safeParse({});
      if (defaults.success) expect(unknownSetting(settings, defaults.data)).toBeNull();
    }
  });

  it('takes a name like toString for none', () => {
    expect(of('train', { toString: 1 })).toMatchObject({ name: 'toString' });
  });
});
