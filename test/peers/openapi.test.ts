import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { modelFile } from '#shared/export/model-file.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { sealed } from '#shared/export/sealed-file.ts';
import { createScorer } from '#shared/export/score.ts';
import { goodRow, smallModel } from '../support/export/small-model.ts';
import { smallRecommender } from '../support/export/small-recommender.ts';
import { temporaryFolder } from '../support/folder.ts';
import { pythonWith, runPython, type Python } from '../support/peers/python.ts';
import { printed, start } from '../support/program.ts';

const python = pythonWith(
  'openapi',
  ['openapi-spec-validator', 'openapi-python-client'],
  'openapi_spec_validator, openapi_python_client',
);
const folder = temporaryFolder();
afterAll(() => folder.remove());

const validate = `
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
validate(json.load(open(sys.argv[1])), cls=OpenAPIV31SpecValidator)
print("valid")
`;
const call = `
import json, sys
sys.path.insert(0, ".")
from client import Client
from client.api.default import predict
from client.models import PredictBody
body = PredictBody.from_dict({"rows": [json.loads(sys.argv[2])]})
answer = predict.sync_detailed(client=Client(base_url=sys.argv[1]), body=body)
print(json.dumps(answer.parsed.to_dict()))
`;

const recommendCall = `
import json, sys
sys.path.insert(0, ".")
from client import Client
from client.api.default import recommend
from client.models import RecommendBody
body = RecommendBody.from_dict(json.loads(sys.argv[2]))
answer = recommend.sync_detailed(client=Client(base_url=sys.argv[1]), body=body)
print(json.dumps(answer.parsed.to_dict()))
`;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Serves a model's file, generates a client from what the service says of itself, and gives what a call with it prints. */
async function calledByClient(
  tool: Python,
  name: string,
  file: string,
  script: string,
  argument: object,
): Promise<unknown> {
  const here = folder.file(name);
  mkdirSync(here);
  writeFileSync(`${here}/model.json`, file);
  const program = start('hosts/serve/main.ts', ['serve', here, '--port', '0']);
  const address = await printed(program, /http:\/\/\S+/);
  const description = `${here}/openapi.json`;
  writeFileSync(description, await (await fetch(`${address}/openapi.json`)).text());
  expect(runPython(tool, ['-c', validate, description], here)).toContain('valid');
  const generate = ['generate', '--path', description, '--meta', 'none'];
  const into = ['--output-path', `${here}/client`];
  runPython(tool, ['-m', 'openapi_python_client', ...generate, ...into], here);
  const text = runPython(tool, ['-c', script, address, JSON.stringify(argument)], here);
  program.child.kill('SIGTERM');
  expect(await program.ended).toMatchObject({ code: 0 });
  return JSON.parse(text);
}

describe('The description of the service', () => {
  it.for(['binary', 'classes', 'number'] as const)(
    'is OpenAPI 3.1, and a client generated from it makes a call (%s)',
    { timeout: 600_000 },
    async (kind, context) => {
      if (typeof python === 'string') return context.skip(python);
      const model = smallModel(kind);
      const told = await calledByClient(python, kind, modelFile(model, digest), call, goodRow);
      const { predictions } = told as { predictions: object[] };
      const { scores } = createScorer(model).score(['Paris', 33, 12.5, 1, '2024-02-29', '0.5']);
      const [first = NaN, second, third] = scores;
      const wanted: Record<typeof kind, object> = {
        binary: { probability: first },
        classes: { probabilities: { a: first, b: second, c: third } },
        number: { value: first },
      };
      expect(predictions).toMatchObject([{ ...wanted[kind], unseen: [] }]);
    },
  );

  it('of a recommender likewise', { timeout: 600_000 }, async (context) => {
    if (typeof python === 'string') return context.skip(python);
    const file = sealed(recommenderFile, smallRecommender(), digest);
    const asked = { history: ['b', { item: 'a', weight: 1 }, 'z'], k: 1, exclude_seen: true };
    const told = await calledByClient(python, 'recommender', file, recommendCall, asked);
    // b counts 2 and speaks .125 for c, a counts 1 and speaks .25.
    expect(told).toMatchObject({
      items: [{ item: 'c', title: 'Cheese', score: 0.5 }],
      ...{ unknown: ['z'], fallback: null },
    });
  });
});
