import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { sealed } from '#shared/export/sealed-file.ts';
import { sha256 } from '../../../lib/index.ts';
import { containerFiles } from '../dockerfile.ts';
import type { Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { aboutRecommender, historyNote } from './about.ts';
import type { RecommenderTarget } from './target.ts';

const usage: Usage = {
  language: 'sh',
  code: `node portrait-serve.mjs serve model.json --port 8080 &
curl -s http://127.0.0.1:8080/v1/recommend -H 'Content-Type: application/json' -d '{"history": ["ITEM"], "k": 10}'`,
};

const verify = `import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

// Starts the server, sends it every golden history, and compares lists.
const folder = new URL('.', import.meta.url);
const { golden } = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8'));
const child = spawn(process.execPath, ['portrait-serve.mjs', 'serve', 'model.json', '--port', '0'], { cwd: folder });
process.once('exit', () => child.kill());
const address = await new Promise((resolve, reject) => {
  child.stdout.on('data', (text) => {
    const found = /http:\\/\\/\\S+/.exec(String(text));
    if (found) resolve(found[0]);
  });
  child.on('exit', () => reject(new Error('the server did not start')));
});
for (const { why, history, items } of golden) {
  const answer = await fetch(address + '/v1/recommend', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ history, k: Math.max(1, items.length) }),
  });
  const told = await answer.json();
  if (!items.every((item, at) => told.items[at]?.item === item)) throw new Error(\`another list: \${why}\`);
}
child.kill();
console.log(\`\${golden.length} lists agree\`);
`;

/** The program, the recommender, and a Dockerfile: answers requests with Node alone. */
export const server: RecommenderTarget = {
  id: 'server',
  people: () => false,
  usage: () => usage,
  async *write(parts, assets) {
    const model = await parts.model();
    yield textFile('model.json', sealed(recommenderFile, model, sha256));
    yield textFile('portrait-serve.mjs', assets.server());
    yield* containerFiles;
    yield textFile('verify.mjs', verify);
    yield aboutRecommender(parts, {
      ...{ title: 'server', call: usage, verify: 'node verify.mjs' },
      notes: [
        historyNote(parts.ref),
        'Needs Node 22.15 or later and nothing else. `POST /v1/recommend` takes `history`, `k`, `exclude_seen` and `exclude`; `GET /openapi.json` describes the service, `/healthz`, `/readyz` and `/metrics` watch it; SIGTERM ends it when everything under way is answered. No user is inside.',
        'Without a token it serves loopback addresses only: `PORTRAIT_TOKEN=… node portrait-serve.mjs serve model.json --host 0.0.0.0`.',
      ],
    });
  },
};
