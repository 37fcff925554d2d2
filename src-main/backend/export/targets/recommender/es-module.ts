import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { bundled } from '../bundled.ts';
import { textFile } from '../text-file.ts';
import type { Usage } from '../target.ts';
import { aboutRecommender, goldenLists, historyNote } from './about.ts';
import type { RecommenderTarget } from './target.ts';

const usage: Usage = {
  language: 'js',
  code: `import { items, recommend } from './model.mjs';

const history = items.slice(0, 2); // ids of what someone has; or { item, weight }
console.log(recommend({ history, k: 10, exclude_seen: true, exclude: [] }));`,
};

const verify = `import { readFileSync } from 'node:fs';
import { recommend } from './model.mjs';

// Recommends for every golden history and compares: items in order, scores within 1e-6 of the largest.
const { lists } = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8'));
for (const { why, history, items, scores, fallback } of lists) {
  const told = recommend({ history, k: Math.max(1, items.length) });
  const room = 1e-6 * Math.max(1e-6, Math.abs(scores[0] ?? 0));
  const isSame = (told.fallback === 'popular') === fallback && told.items.length >= items.length &&
    items.every((item, at) => told.items[at].item === item && Math.abs(told.items[at].score - scores[at]) <= room);
  if (!isSame) throw new Error(\`another list: \${why}\`);
}
console.log(\`\${lists.length} lists agree\`);
`;

const types = `export type Entry = string | { item: string; weight?: number };
export type Recommendation = {
  items: { item: string; title: string | null; score: number }[];
  unknown: string[];
  fallback: 'popular' | null;
};
export class RequestError extends Error { readonly fault: { row: number; field: string; found: unknown; expected: string }; }
export function recommend(request: { history: readonly Entry[]; k?: number; exclude_seen?: boolean; exclude?: readonly string[] }): Recommendation;
export function scores(request: { history: readonly Entry[] }): Float32Array;
export const items: readonly string[];
`;

/** One file that recommends by a history in Node and browsers, with nothing else. */
export const esModule: RecommenderTarget = {
  id: 'es_module',
  people: () => false,
  usage: () => usage,
  async *write(parts, assets) {
    const model = await parts.model();
    yield textFile('model.mjs', moduleText(model, assets.recommender()));
    yield textFile('model.d.mts', types);
    yield aboutRecommender(parts, {
      ...{ title: 'ES module', call: usage, verify: 'node verify.mjs' },
      notes: [
        historyNote(parts.ref),
        'Runs in Node 18 or later and in browsers, without packages and without network. It is given a history and folds it in as the application does for someone new: no user is inside.',
        '`recommend` throws a `RequestError` that names field and place where something is missing, unknown or of another type; nothing is coerced. `unknown` lists items it has never met; `fallback` is `popular` where the history says nothing.',
      ],
    });
    yield goldenLists(model);
    yield textFile('verify.mjs', verify);
  },
};

function moduleText(model: ExportedRecommender, runtime: string): string {
  const { golden: _golden, source: _source, ...kept } = model;
  const { code, names } = bundled(runtime, ['createRecommender', 'RequestError']);
  return [
    code,
    `const portraitModel=${JSON.stringify(kept)};`,
    `export const {recommend,scores}=${names.createRecommender}(portraitModel);`,
    // A copy: whoever sorts it changes no list.
    'export const items=[...portraitModel.items.ids];',
    `export {${names.RequestError} as RequestError};`,
  ].join('\n');
}
