/** What the answer to a question costs the backend's thread beside writing it as JSON: a map of 100,000 users. */
import { StandardRPCJsonSerializer } from '@orpc/client/standard';
import { call, implement } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { profile } from '#shared/model/cells/profile.ts';
import type { Json } from '#shared/model/json.ts';
import { createRandom } from '#shared/random/index.ts';
import { untypedKind } from '../../../src-main/backend/notebook/untyped-kind.ts';
import { profileKind } from '../../../src-main/backend/notebook/kinds/profile.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

const points = 100_000;
const rounds = 9;
const random = createRandom(1);
const numbers = () => Float32Array.from({ length: points }, () => random.next());
const answer = {
  ...{ x: numbers(), y: numbers() },
  values: Array.from({ length: points }, (_, at) => at % 7),
  ids: Array.from({ length: points }, (_, at) => `user ${at}`),
};
const kind = untypedKind({
  ...profileKind(),
  queries: { ...profileKind().queries, points: () => Promise.resolve(answer) },
});
const output = profile.output.parse({
  ...{ users: points, dimensions: [], segments: [], silhouette: 0, map: 'pca', mapFittedOn: 0 },
  ...{ explained: [], staleDays: 1, stale: 0, incomplete: 0, vectors: '', recommender: null },
  ...{ interactions: '', attributes: [], synthetic: true },
});
const asked = (): Promise<Json> =>
  // Nothing of the context is looked at.
  kind.query('points', {} as never, output, { colour: { by: 'segment' } });
const procedure = implement(contract).notebook.query.handler(asked);
const serializer = new StandardRPCJsonSerializer(rpcOptions);

async function median(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken.toSorted((a, b) => a - b)[(rounds - 1) / 2]!;
}

const plain = { ...answer, x: [...answer.x], y: [...answer.y] };
const json = await median(() => JSON.stringify(plain));
const checked = await median(() => call(procedure, { address: '', query: 'points', input: {} }));
const whole = await median(async () => {
  const told = await call(procedure, { address: '', query: 'points', input: {} });
  JSON.stringify(serializer.serialize(told));
});
console.log(`A map of ${points} points, median of ${rounds}`);
console.log(`  JSON alone            ${json.toFixed(0)} ms`);
console.log(`  checked               ${checked.toFixed(0)} ms, ${(checked / json).toFixed(1)} x`);
console.log(`  checked and written   ${whole.toFixed(0)} ms, ${(whole / json).toFixed(1)} x`);
