import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { modelFile, readModelFile } from '#shared/export/model-file.ts';
import { smallModel } from '../../../support/export/small-model.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const text = modelFile(smallModel(), digest);
const read = (given: string) => readModelFile(given, 'm.json', digest);
const codeOf = (given: string): unknown => {
  try {
    read(given);
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('a model file', () => {
  it('gives the model back, and the same text for the same model', () => {
    expect(read(text)).toEqual(smallModel());
    expect(modelFile(read(text), digest)).toBe(text);
  });

  it('is refused wherever it is cut short', () => {
    for (let share = 0.02; share < 1; share += 0.049) {
      expect(codeOf(text.slice(0, Math.floor(text.length * share)))).toBe('model_unread');
    }
  });

  it.each([
    ['"threshold":0.4', '"threshold":0.6', 'model_altered'],
    ['"value":41', '"value":42', 'model_altered'],
    ['"sha256":"', '"sha256":"0', 'model_altered'],
    ['"version":1', '"version":2', 'model_newer'],
    ['"portrait-model"', '"portrait-notebook"', 'model_unread'],
    ['"activation":"tanh"', '"activation":"sinus"', 'model_unread'],
  ])('with %s as %s ends as %3$s', (from, to, code) => {
    expect(text).toContain(from);
    expect(codeOf(text.replace(from, to))).toBe(code);
  });

  it.each(['', 'null', '[]', '{}', '{"format":"portrait-model"}', 'PK\u0003\u0004'])(
    'is not %j',
    (given) => {
      expect(codeOf(given)).toBe('model_unread');
    },
  );

  it('whose weights are not those of its network is refused, digest or not', () => {
    const model = smallModel();
    const fewer = {
      ...model,
      weights: { ...model.weights, data: model.weights.data.slice(0, -16) },
    };
    expect(codeOf(modelFile(fewer, digest))).toBe('model_unread');
  });
});
