import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from '#shared/model/cells/train.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { spentBy } from '#shared/privacy/differential/noise-plan.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { eventually } from '../support/wait.ts';

let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(() => backend.close());

type Settings = Notebook['cells'][number]['settings'];
const range = { type: 'numeric', scale: 'range', range: [18, 80] };
const known = [
  { column: 'age', encoding: range },
  { column: 'gender', encoding: { type: 'hash', buckets: 4 } },
];
const skipped = (names: readonly string[]) =>
  names.map((column) => ({ column, encoding: { type: 'skip' } }));

async function notebook(training: Settings, columns: readonly object[] = known, layers?: object[]) {
  const users = cell('users', 'data', { source: { type: 'sample', table: 'users', users: 1000 } });
  const { results } = await backend.run(notebookOf(users));
  const { table } = results.get('users')!.output as { table: { columns: { name: string }[] } };
  const chosen = new Set(columns.map((one) => ('column' in one ? one.column : '')));
  const others = table.columns
    .map(({ name }) => name)
    .filter((name) => !chosen.has(name) && name !== 'will_subscribe');
  return notebookOf(
    users,
    cell(
      'features',
      'features',
      { label: { column: 'will_subscribe' }, columns: [...columns, ...skipped(others)] as never },
      { table: ['users'] },
    ),
    cell(
      'model',
      'model',
      { layers: (layers ?? [{ type: 'dense', units: 8 }]) as never },
      { features: ['features'] },
    ),
    cell('train', 'train', training, { model: ['model'] }),
  );
}

const privacy = { epsilon: 2, delta: 1e-5, clip: 1 };
const rowsBudget = async () => (await backend.client.privacy.budget({})).units[0]!;

/** The state of the Train cell once it has been tried. */
async function tried(document: Notebook) {
  const { id } = await backend.client.workspace.importNotebook({ text: JSON.stringify(document) });
  await backend.client.notebook.trust({ id, others: false });
  await backend.client.notebook.run({ id, cells: ['train'] });
  return eventually(
    async () =>
      (await backend.client.notebook.open({ id })).states.find((one) => one.cell === 'train')!,
    ({ status }) => status === 'failed' || status === 'fresh',
  );
}

describe('private training in a notebook', () => {
  it('gives what was asked for, takes it from the budget and shows no curve of other rows', async () => {
    const { results } = await backend.run(await notebook({ batchSize: 64, epochs: 4, privacy }));
    const output = train.output.parse(results.get('train')!.output);
    expect(output.privacy).toMatchObject(privacy);
    const { noise, rate } = output.privacy!;
    const plan = { multiplier: noise, rate, capacity: 0 };
    expect(spentBy(plan, output.steps, 1e-5)).toBeLessThanOrEqual(2);
    expect(spentBy({ ...plan, multiplier: noise * 0.999 }, output.steps, 1e-5)).toBeGreaterThan(2);
    expect(output.steps).toBe(4 * Math.ceil(700 / 64));
    expect(output.epochs.every(({ validation }) => validation === null)).toBe(true);
    expect(await rowsBudget()).toMatchObject({ spentEpsilon: 2, spentDelta: 1e-5 });
  });

  it('is drawn anew each time: the same seed gives other weights', async () => {
    const document = await notebook({
      batchSize: 64,
      epochs: 1,
      privacy: { ...privacy, clip: 0.5 },
    });
    const first = await backend.run(document);
    const other = await temporaryBackend();
    const second = await other.run(document);
    await other.close();
    const hashOf = ({ results }: typeof first) =>
      train.output.parse(results.get('train')!.output).weightsHash;
    expect(hashOf(first)).not.toBe(hashOf(second));
  });

  const adaptive = [{ column: 'age', encoding: { type: 'numeric' } }];
  const listed = [{ column: 'gender', encoding: { type: 'oneHot' } }];
  it.each<[string, string, Settings, object[]?, object[]?]>([
    ['a scale read from the data', 'privacy_preparation', { privacy }, adaptive],
    ['categories read from the data', 'privacy_preparation', { privacy }, listed],
    ['early stopping', 'privacy_early_stopping', { privacy, earlyStopping: {} }],
    [
      'class weights counted from the data',
      'privacy_class_weights',
      { privacy, classWeights: 'balanced' },
    ],
    ['rows made of others', 'privacy_augmentation', { privacy, augmentation: { type: 'mixup' } }],
    [
      'rows mixed by batch normalisation',
      'privacy_batch_norm',
      { privacy },
      known,
      [{ type: 'batchNorm' }],
    ],
    [
      'a delta that allows whole rows',
      'privacy_delta_large',
      { privacy: { ...privacy, delta: 0.01 } },
    ],
    ['more than the budget', 'privacy_budget_spent', { privacy: { ...privacy, epsilon: 50 } }],
  ])('refuses %s, and takes nothing', async (_what, code, settings, columns, layers) => {
    const before = await rowsBudget();
    const state = await tried(await notebook({ epochs: 1, ...settings }, columns, layers));
    expect(state.error).toMatchObject({ code });
    expect(await rowsBudget()).toEqual(before);
  });
});
