import { canonicalJson } from '../../../lib/index.ts';
import { moduleText } from '../es-module.ts';
import { goldenFile } from '../golden-file.ts';
import { readMe } from '../read-me.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { layersModel } from './layers-model.ts';

/** The network for TensorFlow.js, in pages and Node, with the preparation beside it as an ES module. */
export const tfjs: ExportTarget = {
  id: 'tfjs',
  without: ['decision', 'unseen'],
  usage: (model) => {
    const row = JSON.stringify(model.golden[0]?.row ?? []);
    return {
      language: 'js',
      code: [
        "import * as tf from '@tensorflow/tfjs';",
        "import { features } from './prep.mjs';",
        '',
        "const model = await tf.loadLayersModel('model.json');",
        `const row = ${row};`,
        'model.predict(tf.tensor2d([...features(row)], [1, model.inputs[0].shape[1]])).print();',
      ].join('\n'),
    };
  },
  *write(model, assets) {
    const { model: description, weights } = layersModel(model);
    yield textFile('model.json', canonicalJson(description, 1));
    yield { path: 'weights.bin', bytes: weights };
    yield textFile('prep.mjs', moduleText(model, assets.runtime()));
    yield readMe(model, {
      title: 'TensorFlow.js',
      call: tfjs.usage(model),
      verify: 'npm install @tensorflow/tfjs && node verify.mjs',
      notes: [
        '`model.json` and `weights.bin` are the network alone, a layers model that can be trained on; `prep.mjs` makes its features from raw rows (values in the order of the columns below), without packages. TensorFlow.js has neither float64 nor text operations to have the preparation inside.',
        'Scores agree within 1e-6 where every feature is at most 10, within 5e-6 elsewhere.',
      ],
    });
    yield goldenFile(model, { columns: model.inputs, given: (row) => [...row] });
    const { kind, factor, offset } = model.prep.label;
    const own = kind === 'number' ? `scores[at][unit] / ${factor} + ${offset}` : 'scores[at][unit]';
    yield textFile('verify.mjs', verify.replace('VALUE', own));
  },
};

const verify = `import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { features } from './prep.mjs';

// Encodes and scores every golden row and compares.
const read = (name) => readFileSync(new URL(name, import.meta.url));
const { modelTopology, weightsManifest, format } = JSON.parse(read('model.json'));
const weightData = new Uint8Array(read('weights.bin')).buffer;
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData, format }));
const { rows } = JSON.parse(read('golden.json'));
const encoded = rows.map(({ row }) => [...features(row)]);
const scores = await model.predict(tf.tensor2d(encoded)).array();
let worst = 0;
rows.forEach(({ why, features: wanted, scores: expected, tolerance }, at) => {
  if (encoded[at].some((value, index) => value !== wanted[index])) throw new Error(\`features differ: \${why}\`);
  if (tolerance === null) return;
  const off = Math.max(...expected.map((score, unit) => Math.abs(VALUE - score)));
  worst = Math.max(worst, off);
  if (!(off <= tolerance)) throw new Error(\`\${why}: off by \${off}\`);
});
console.log(\`\${rows.length} rows agree, largest difference \${worst.toExponential(1)}\`);
`;
