import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stepCoder } from '#shared/encoding/steps/index.ts';
import { encoding, type Encoding, type FittedStep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { fitTfidf } from '../../../../src-main/backend/features/fit/fit-tfidf.ts';
import { tableSource } from '../../../../src-main/backend/features/index.ts';
import { partCode } from '../../../../src-main/backend/features/split.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

const column = { name: 'about', type: 'text' as const };
type Chosen = Extract<Encoding, { type: 'tfidf' }>;

function fit(texts: readonly CellValue[], settings: Partial<Chosen>, train = texts.length) {
  const table = storeTable(
    workspace,
    [column],
    texts.map((text) => [text]),
  );
  const parts = new Uint8Array(texts.length).fill(partCode.test);
  parts.fill(partCode.train, 0, train);
  return fitTfidf(column, 0, encoding.parse({ type: 'tfidf', ...settings }) as Chosen, {
    ...{ source: tableSource(workspace.tables, table.id), parts },
    pace: () => Promise.resolve(),
  });
}

function encoded(step: FittedStep, value: CellValue): number[] {
  const coder = stepCoder(step, { type: 'text' });
  const out = new Float32Array(coder.names.length);
  coder.write(value, out, 0);
  return Array.from(out);
}

const row = z.array(z.number());
const golden = z
  .object({
    texts: z.array(z.string()),
    cases: z.array(
      z.object({
        ...{ pairs: z.boolean(), minimum: z.number(), terms: z.array(z.string()) },
        ...{ weights: row, tfidf: z.array(row), places: z.array(row) },
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../../golden/tfidf/golden.json', import.meta.url), 'utf8')),
  );

describe.each(golden.cases)(
  'a text column, pairs: $pairs, in at least $minimum texts, beside scikit-learn on the same words',
  ({ pairs, minimum, terms, weights, tfidf, places }) => {
    const texts = golden.texts;

    it('has its terms, weights and TF-IDF', async () => {
      const step = await fit(texts, { pairs, minimum, directions: null });
      expect(step).toMatchObject({ terms });
      const own = (step as Extract<FittedStep, { type: 'tfidf' }>).weights;
      for (const [at, weight] of weights.entries()) expect(own[at]).toBeCloseTo(weight, 12);
      const rows = [...texts.slice(0, 4), ...texts.slice(-3)];
      for (const [at, text] of rows.entries())
        for (const [place, value] of encoded(step, text).entries())
          expect(Math.abs(value - tfidf[at]![place]!)).toBeLessThan(1e-6);
    });

    it('lies along the directions of its truncated SVD, up to their signs', async () => {
      const step = await fit(texts, { pairs, minimum, directions: 5 });
      const rows = places.map((_, at) => encoded(step, texts[at]!));
      for (const along of [0, 1, 2, 3, 4]) {
        const largest = places.reduce(
          (best, own, at) => (Math.abs(own[along]!) > Math.abs(places[best]![along]!) ? at : best),
          0,
        );
        const sign = Math.sign(places[largest]![along]! * rows[largest]![along]!);
        for (const [at, own] of places.entries())
          expect(Math.abs(sign * rows[at]![along]! - own[along]!)).toBeLessThan(1e-6);
      }
    });
  },
);

describe('a text column', () => {
  it('is fitted on the training part alone', async () => {
    const texts = ['oak lamp', 'oak chair', 'lamp chair', 'glass vase', 'glass bowl'];
    const step = await fit(texts, { minimum: 1, directions: null }, 3);
    expect(step).toMatchObject({ terms: ['chair', 'lamp', 'oak'], missing: false });
    expect(encoded(step, 'glass vase')).toEqual([0, 0, 0]);
  });

  it('cuts Chinese into words, tells missing texts, and has no more directions than texts differ in', async () => {
    const texts = ['红色连衣裙', '蓝色连衣裙', null, '红色 手机壳', '蓝色 手机壳'];
    const step = await fit(texts, { minimum: 2, directions: 16 });
    if (step.type !== 'tfidf') throw new Error('another step');
    expect(step.terms).toContain('红色');
    expect(step.terms).toContain('手机');
    expect(step.directions!.length).toBeLessThan(step.terms.length);
    expect(step.missing).toBe(true);
    const missing = encoded(step, null);
    expect(missing.at(-1)).toBe(1);
    expect(missing.slice(0, -1).every((value) => value === 0)).toBe(true);
    for (const [at, direction] of step.directions!.entries())
      for (const other of step.directions!.slice(0, at + 1)) {
        const product = direction.reduce((sum, value, term) => sum + value * other[term]!, 0);
        expect(product).toBeCloseTo(other === direction ? 1 : 0, 9);
      }
  });

  it('keeps the most frequent terms where there are too many', async () => {
    const step = await fit(['a b', 'a c', 'a b d'], { minimum: 1, terms: 2, directions: null });
    expect(step).toMatchObject({ terms: ['a', 'b'] });
  });
});
