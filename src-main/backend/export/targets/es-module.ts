import type { ExportedModel } from '#shared/export/exported-model.ts';
import { namedRow } from '#shared/export/named-row.ts';
import { bundled } from './bundled.ts';
import { goldenFile } from './golden-file.ts';
import { readMe } from './read-me.ts';
import type { ExportTarget } from './target.ts';
import { textFile } from './text-file.ts';

const verify = `import { readFileSync } from 'node:fs';
import { features, predictValues } from './model.mjs';

// Scores every golden row and compares: features bit for bit, scores within 1e-12 of their size.
const { rows, classes } = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8'));
let worst = 0;
for (const { why, row, features: wanted, scores } of rows) {
  const found = [...features(row)];
  if (found.some((value, at) => !Object.is(value + 0, wanted[at] + 0))) {
    throw new Error(\`features differ: \${why}\`);
  }
  const told = predictValues(row);
  const own = 'value' in told ? [told.value] : 'probability' in told ? [told.probability] : classes.map((name) => told.probabilities[name]);
  scores.forEach((score, at) => {
    worst = Math.max(worst, Math.abs(own[at] - score) / Math.max(1, Math.abs(score)));
  });
}
if (!(worst <= 1e-12)) throw new Error(\`scores differ by \${worst}\`);
console.log(\`\${rows.length} rows agree\`);
`;

/** One file that scores rows in Node and browsers, with nothing else. */
export const esModule: ExportTarget = {
  id: 'es_module',
  without: [],
  usage,
  *write(model, assets) {
    yield textFile('model.mjs', moduleText(model, assets.runtime()));
    yield textFile('model.d.mts', types(model));
    yield readMe(model, {
      title: 'ES module',
      call: usage(model),
      verify: 'node verify.mjs',
      notes: [
        'Runs in Node 18 or later and in browsers, without packages and without network. `predict` throws a `RowError` that names the column where a value is missing, unknown or of another type; nothing is coerced.',
      ],
    });
    yield goldenFile(model);
    yield textFile('verify.mjs', verify);
  },
};

function usage(model: ExportedModel): { language: 'js'; code: string } {
  const row = JSON.stringify(namedRow(model, model.golden[0]?.row ?? []), null, 2);
  return {
    language: 'js',
    code: `import { predict } from './model.mjs';\n\nconsole.log(predict(${row}));`,
  };
}

/** The runtime with the model behind it; nothing of the training's rows goes along but what the preparation lists. */
export function moduleText(model: ExportedModel, runtime: string): string {
  const { golden: _golden, source: _source, report: _report, training: _training, ...rest } = model;
  const kept = { ...rest, inputs: rest.inputs.map((column) => ({ ...column, examples: [] })) };
  const { code, names } = bundled(runtime, ['createRuntime', 'RowError']);
  const inputs = kept.inputs.map(({ name, type, required }) => ({ name, type, required }));
  return [
    code,
    `const portraitModel=${JSON.stringify(kept)};`,
    `export const {predict,predictValues,features}=${names.createRuntime}(portraitModel);`,
    `export const inputs=${JSON.stringify(inputs)};`,
    `export {${names.RowError} as RowError};`,
  ].join('\n');
}

function types({ prep: { label } }: ExportedModel): string {
  const classes = label.classes.map((value) => JSON.stringify(value)).join(' | ');
  const answer =
    label.kind === 'number'
      ? '{ value: number }'
      : label.kind === 'binary'
        ? `{ label: ${classes}; probability: number }`
        : `{ label: ${classes}; probabilities: Record<${classes}, number> }`;
  return `export type Value = string | number | boolean | null;
export type Prediction = ${answer} & { unseen: string[]; unread: string[]; outside: string | null };
export class RowError extends Error { readonly column: string; readonly expected: string; }
export function predict(row: Readonly<Record<string, Value>>): Prediction;
export function predictValues(values: readonly (string | number | null)[]): Prediction;
export function features(values: readonly (string | number | null)[]): Float32Array;
export const inputs: readonly { name: string; type: string; required: boolean }[];
`;
}
