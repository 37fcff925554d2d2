import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createRuntime } from '#shared/export/runtime.ts';
import { scoreFile } from '../../../../src-main/hosts/serve/files/score-file.ts';
import { goodRow, smallModel } from '../../../support/export/small-model.ts';
import { temporaryFolder } from '../../../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('Scores written to a file', () => {
  it.each([[['-1', '0', '1']], [['1', '10', '2']], [['0.5', '1', '2']]])(
    'stand below their classes: %j',
    async (classes) => {
      const small = smallModel('classes');
      const model = { ...small, prep: { ...small.prep, label: { ...small.prep.label, classes } } };
      const [from, to] = [folder.file('in.csv'), folder.file('out.csv')];
      writeFileSync(from, 'city,age,spent,member,joined,score\nParis,33,12.5,ja,2024-02-29,0.5\n');
      await scoreFile({ model, from, to, strict: true, locale: 'en' });
      const [head = [], row = []] = readFileSync(to, 'utf8')
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const written = Object.fromEntries(head.map((name, at) => [name, row[at]]));
      const told = createRuntime(model).predict(goodRow);
      if (!('probabilities' in told)) throw new Error('a label of classes has probabilities');
      expect(written['prediction']).toBe(told.label);
      for (const name of classes)
        expect(Number(written[`probability ${name}`])).toBe(told.probabilities[name]);
    },
  );
});
