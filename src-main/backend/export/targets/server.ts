import { modelFile } from '#shared/export/model-file.ts';
import { namedRow } from '#shared/export/named-row.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { sha256 } from '../../lib/index.ts';
import { containerFiles } from './dockerfile.ts';
import { readMe } from './read-me.ts';
import type { ExportTarget } from './target.ts';
import { textFile } from './text-file.ts';

/** The program, the model, and a Dockerfile: answers requests and scores files with Node alone. */
export const server: ExportTarget = {
  id: 'server',
  without: [],
  usage,
  *write(model, assets) {
    // What asks a server compares scores; features would be a fifth of the file.
    const golden = model.golden.map((row) => ({ ...row, features: [] }));
    yield textFile('model.json', modelFile({ ...model, golden }, sha256));
    yield textFile('portrait-serve.mjs', assets.server());
    yield* containerFiles;
    yield textFile('verify.mjs', verify);
    yield readMe(model, {
      title: 'server and command line',
      call: usage(model),
      verify: 'node verify.mjs',
      notes: [
        'Needs Node 22.15 or later and nothing else. `GET /openapi.json` describes the service, `/healthz`, `/readyz` and `/metrics` watch it; SIGTERM ends it when everything under way is answered.',
        'Without a token it serves loopback addresses only: `PORTRAIT_TOKEN=… node portrait-serve.mjs serve model.json --host 0.0.0.0`.',
        'Files: `node portrait-serve.mjs score model.json people.csv scored.csv` (also .parquet, in and out). `node --max-semi-space-size=8 …` holds a third less memory.',
      ],
    });
  },
};

const verify = `import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

// Starts the server, sends it every golden row it takes, and compares scores.
const folder = new URL('.', import.meta.url);
const model = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8'));
const child = spawn(process.execPath, ['portrait-serve.mjs', 'serve', 'model.json', '--port', '0'], { cwd: folder });
process.once('exit', () => child.kill());
const address = await new Promise((resolve, reject) => {
  child.stdout.on('data', (text) => {
    const found = /http:\\/\\/\\S+/.exec(String(text));
    if (found) resolve(found[0]);
  });
  child.on('exit', () => reject(new Error('the server did not start')));
});
let [worst, asked] = [0, 0];
for (const { why, row, scores } of model.golden) {
  const named = Object.fromEntries(model.inputs.map(({ name, type }, at) => {
    const value = row[at];
    return [name, type === 'boolean' && value !== null ? value === 1 : value];
  }));
  const answer = await fetch(address + '/v1/predict', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [named] }),
  });
  // A date that is none is refused, as it should be.
  if (answer.status === 422) continue;
  const { predictions: [told] } = await answer.json();
  const own = 'value' in told ? [told.value] : 'probability' in told ? [told.probability] : model.prep.label.classes.map((name) => told.probabilities[name]);
  asked++;
  scores.forEach((score, at) => {
    const apart = Math.abs(own[at] - score) / Math.max(1, Math.abs(score));
    if (!(apart <= 1e-12)) throw new Error(\`\${why}: scores differ by \${apart}\`);
    worst = Math.max(worst, apart);
  });
}
child.kill();
if (asked === 0) throw new Error('no row was taken');
console.log(\`\${asked} rows agree\`);
`;

function usage(model: ExportedModel): { language: 'sh'; code: string } {
  const body = JSON.stringify({ rows: [namedRow(model, model.golden[0]?.row ?? [])] });
  return {
    language: 'sh',
    code: `node portrait-serve.mjs serve model.json --port 8080 &\ncurl -s http://127.0.0.1:8080/v1/predict -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`,
  };
}
