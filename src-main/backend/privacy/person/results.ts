import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { dataSource } from '#shared/model/cells/data.ts';
import { resultRows } from '../../storage/index.ts';

const link = z.object({ address: z.string() });
const made = z.looseObject({
  settings: z.unknown(),
  inputs: z.record(z.string(), z.array(link)),
  fingerprint: z.string().nullable(),
});

/** A stored result as far as erasing asks: what it was made of and owns. */
export type MadeResult = {
  address: string;
  kind: string;
  output: string;
  ingredients: z.infer<typeof made>;
  inputs: readonly string[];
  tables: readonly string[];
};

export function resultsIn(db: Database): MadeResult[] {
  return resultRows(db).map(({ ingredients: text, ...row }) => {
    const ingredients = made.parse(JSON.parse(text));
    const inputs = Object.values(ingredients.inputs)
      .flat()
      .map(({ address }) => address);
    return { ...row, ingredients, inputs };
  });
}

/** Data read from a file, with the path its cell names; null for every other result. */
export function fileOf({ kind, ingredients }: MadeResult): string | null {
  if (kind !== 'data') return null;
  const settings = z.object({ source: dataSource }).safeParse(ingredients.settings);
  const source = settings.data?.source;
  return source?.type === 'file' ? source.path : null;
}

/**
 * Addresses of what was made of something of `from`, from near or far; also of what was made of results that are gone, of which
 * nobody can tell any more.
 */
export function madeOf(results: readonly MadeResult[], from: ReadonlySet<string>): Set<string> {
  const there = new Set(results.map(({ address }) => address));
  const found = new Set<string>();
  const meant = (address: string): boolean =>
    from.has(address) || found.has(address) || !there.has(address);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of results)
      if (!from.has(one.address) && one.inputs.some(meant)) found.add(one.address);
  }
  return found;
}
