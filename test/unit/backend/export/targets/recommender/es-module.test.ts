import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { esModule } from '../../../../../../src-main/backend/export/targets/recommender/es-module.ts';
import type { RecommenderParts } from '../../../../../../src-main/backend/export/targets/recommender/target.ts';
import { smallRecommender } from '../../../../../support/export/small-recommender.ts';
import { noAssets } from '../../../../../support/export/write-folder.ts';
import { temporaryFolder } from '../../../../../support/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const runtime = new URL('../../../../../../shared/export/recommender/runtime.ts', import.meta.url)
  .href;
const assets = {
  ...noAssets,
  recommender: () => `import { createRecommender, RequestError } from ${JSON.stringify(runtime)};
export { createRecommender, RequestError };`,
};

it('An ES module of a recommender names the same items after its list of items was sorted and cut', async () => {
  const model = smallRecommender();
  const { name, algorithm, source } = model;
  const prepared = { learn: { users: 9, items: 3 }, synthetic: false };
  // What goes into the folder beside the model: the words of its README.
  const parts = {
    ...{ name, source, prepared, ref: { algorithm } },
    model: () => Promise.resolve(model),
  } as unknown as RecommenderParts;
  for await (const { path, bytes } of esModule.write(parts, assets))
    writeFileSync(folder.file(path), bytes);
  const script = `import { items, recommend } from './model.mjs';
const before = recommend({ history: ['a'] });
items.reverse();
items.pop();
console.log(JSON.stringify([before, recommend({ history: ['a'] })]));`;
  const options = { cwd: folder.path, encoding: 'utf8' as const };
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], options);
  const [before, after] = JSON.parse(printed) as { items: { item: string }[] }[];
  expect(before?.items.map(({ item }) => item)).toEqual(['b', 'c']);
  expect(after).toEqual(before);
});
