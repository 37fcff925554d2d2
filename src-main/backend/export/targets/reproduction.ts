import { json } from '#shared/model/json.ts';
import { canonicalJson } from '../../lib/index.ts';
import { writeNotebook } from '../notebook-file.ts';
import { goldenFile } from './golden-file.ts';
import { readMe } from './read-me.ts';
import type { ExportTarget } from './target.ts';
import { textFile } from './text-file.ts';

/** What someone else needs to make the same model again and see that it is the same: notebook, fingerprints, versions, seed. */
export const reproduction: ExportTarget = {
  id: 'reproduction',
  without: [],
  usage: (model) => {
    const data = model.source.data.map(({ cell, name }) => `--data ${quoted(`${cell}=${name}`)}`);
    return {
      language: 'sh',
      code: [
        'npm start -- run notebook.json',
        ...data,
        '--out again',
        '&& node verify.mjs again',
      ].join(' '),
    };
  },
  *write(model, _assets, document) {
    const { source, training, weights, decision, report } = model;
    if (document !== null) yield textFile('notebook.json', writeNotebook(document));
    const facts = {
      ...{ model: model.name, address: source.address, weights: source.weightsHash },
      ...{
        kept: weights.kept,
        seed: source.seed,
        versions: source.versions,
        trained: source.trained,
      },
      ...{ data: source.data, rows: source.rows, training: training ?? null },
      ...{ threshold: decision?.threshold ?? null, report: report ?? null },
    };
    yield textFile('reproduction.json', canonicalJson(json.parse(facts), 2));
    yield textFile('model.json', canonicalJson(json.parse(model), 1));
    yield readMe(model, {
      title: 'reproduction',
      call: reproduction.usage(model),
      verify: 'node verify.mjs again',
      notes: [
        'Run the call in the folder of a Portrait of the version in `reproduction.json`, with the data files beside the notebook; `verify.mjs` compares the weights of the new run with those exported. The same machine, runtime and seed give the same weights bit for bit; another runtime comes within its tolerance, and then the digests differ.',
        'The data is not inside: `fingerprint` tells whether a table is the one the model was made from. The notebook names the data files as they were chosen; see that their paths tell nothing they should not.',
      ],
    });
    yield goldenFile(model);
    yield textFile('verify.mjs', verify);
  },
};

const quoted = (text: string): string =>
  /^[\w.=/-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;

const verify = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Compares the weights a run printed to its folder with those exported: node verify.mjs FOLDER
const { weights, model } = JSON.parse(readFileSync(new URL('reproduction.json', import.meta.url)));
const results = readFileSync(join(process.argv[2] ?? 'again', 'results.json'), 'utf8');
if (!results.includes(weights)) throw new Error(\`\${model}: the weights are others than \${weights.slice(0, 12)}\`);
console.log(\`\${model}: the same weights, \${weights.slice(0, 12)}\`);
`;
