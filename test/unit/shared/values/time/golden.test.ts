import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../../../shared/random/index.ts';
import { readColumn } from './reading.ts';

const path = new URL('../../../../golden/times/written-times.json', import.meta.url);
const written = z
  .record(z.string(), z.array(z.tuple([z.string(), z.string()])))
  .parse(JSON.parse(readFileSync(path, 'utf8')));

describe('random instants as Python writes them', () => {
  it.each(Object.entries(written))('%s', (_, rows) => {
    const { decision, read } = readColumn(rows.map(([text]) => text));
    expect(read).toEqual(rows.map(([, wanted]) => wanted));
    expect(decision.read).toBe(rows.length);
    expect(decision.concerns).toEqual([]);
  });

  it.each(Object.entries(written))('%s in any order, repeated, in spaces', (_, rows) => {
    const random = createRandom(7);
    const some = Array.from({ length: 60 }, () => rows[random.below(rows.length)]!);
    const columns = [...rows, ...some].sort(() => random.next() - 0.5);
    const { read } = readColumn(columns.map(([text]) => ` ${text}  `));
    expect(read).toEqual(columns.map(([, wanted]) => wanted));
  });
});
