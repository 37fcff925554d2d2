import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { compare } from '#shared/model/cells/compare.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import { tune, tuneStanding } from '#shared/model/cells/tune.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, eventCells, notebookOf, onlineRetailCells } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { cellState } from '../support/wait.ts';

const file = sharedData('online_retail.csv.gz');
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** 200 users of ten tastes among 100 items; a tenth of the events at random, ever later. */
function tenTastes(name: string): string {
  const random = createRandom(11);
  const lines = ['user,item,time'];
  for (let day = 0; day < 14; day++)
    for (let user = 0; user < 200; user++) {
      const item = random.next() < 0.1 ? random.below(100) : (user % 10) * 10 + random.below(10);
      lines.push(`u${user},i${item},2026-01-${10 + day}`);
    }
  const path = folder.file(name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const ease = { algorithm: { type: 'ease' } };
const tuned = (settings: Parameters<typeof cell>[2]) =>
  cell('tune', 'tune', settings, { interactions: ['who'] });

describe('the settings of a recommender, searched', () => {
  it('are every combination of few, and the best makes a recommender like any other', async () => {
    const { results } = await backend.run(
      notebookOf(
        ...eventCells(tenTastes('grid.csv'), { time: 'time' }),
        tuned({ ...ease, space: [{ name: 'lambda', values: [1, 30, 1e7] }] }),
        cell('compare', 'compare', {}, { recommenders: ['tune'] }),
      ),
    );
    const output = tune.output.parse(results.get('tune')?.output);
    expect(output.combinations).toBe(3);
    expect(output.trials.map(({ settings }) => settings[0]?.value)).toEqual([1, 30, 1e7]);
    const scores = output.trials.map(({ score }) => score!);
    expect(scores[output.best]).toBe(Math.max(...scores));
    const { lambda } = output.algorithm as { lambda: number };
    expect(lambda).toBe(output.trials[output.best]!.settings[0]!.value);
    expect(output.stopped).toBeNull();
    expect(output.validation.split).toBe('time');
    expect(output.stateBytes).toBeGreaterThan(100 * 100 * 4);
    expect(recommend.output.parse(output).state).toBe(output.state);
    const compared = compare.output.parse(results.get('compare')?.output);
    expect(compared.recommenders[0]!.algorithm).toEqual(output.algorithm);
    const { ndcg } = compared.recommenders[0]!.atK.find(({ k }) => k === 10)!.metrics;
    expect(ndcg.value).toBeGreaterThan(0.1);
  });

  it('never look at what is held out for the test', async () => {
    const path = tenTastes('blind.csv');
    const run = async (test: string) => {
      const fresh = await temporaryBackend();
      const { results } = await fresh.run(
        notebookOf(
          ...eventCells(test, { time: 'time' }),
          tuned({ ...ease, space: [{ name: 'lambda', values: [1, 100] }] }),
        ),
      );
      await fresh.close();
      const { trials, validation } = tune.output.parse(results.get('tune')?.output);
      return { validation, scores: trials.map(({ score }) => score) };
    };
    // In the held-out last days the other file says something else entirely.
    const other = folder.file('other.csv');
    const lines = readFileSync(path, 'utf8').split('\n');
    const cut = '2026-01-21';
    writeFileSync(
      other,
      lines
        .map((line) => {
          const [user, , time] = line.split(',');
          return time! > cut && time !== 'time' ? `${user},i0,${time}` : line;
        })
        .join('\n'),
    );
    const seen = await run(path);
    expect(seen.validation.cut! < cut).toBe(true);
    expect(await run(other)).toEqual(seen);
  });

  it('that fail are shown with their error and skipped', async () => {
    const { results } = await backend.run(
      notebookOf(
        ...eventCells(tenTastes('failing.csv')),
        tuned({ ...ease, space: [{ name: 'lambda', values: [-5, 50] }] }),
      ),
    );
    const output = tune.output.parse(results.get('tune')?.output);
    expect(output.trials[0]).toMatchObject({
      score: null,
      error: { code: 'cell_settings_invalid' },
    });
    expect(output.best).toBe(1);
    expect(output.validation).toMatchObject({ split: 'random', cut: null });
  });

  it('fail as a whole where every trial does, or a setting is unknown', async () => {
    const path = tenTastes('all.csv');
    const run = (space: { name: string; values: number[] }[]) =>
      backend.run(notebookOf(...eventCells(path), tuned({ ...ease, space })));
    await expect(run([{ name: 'lambda', values: [-5, -6] }])).rejects.toThrow(
      'All 2 trials failed',
    );
    await expect(run([{ name: 'shrink', values: [1] }])).rejects.toThrow('no setting “shrink”');
  });

  it('show the best so far while they run, and keep it when stopped, ready to be refitted', async () => {
    const { client } = backend;
    const { id } = await backend.run(
      notebookOf(...eventCells(tenTastes('stop.csv'), { time: 'time' })),
    );
    const values = Array.from({ length: 60 }, (_, at) => at + 1);
    const insert = { type: 'insert' as const, id: 'tune', name: 'tune', index: 2 };
    const connected = (kind: string) => ({
      ...{ type: 'insert' as const, index: 3, kind, id: kind, name: kind },
      ...{
        settings: {},
        inputs: { [kind === 'batch' ? 'recommender' : 'recommenders']: ['tune'] },
      },
    });
    await client.notebook.edit({
      id,
      edits: [
        {
          ...{ ...insert, kind: 'tune' },
          settings: {
            algorithm: { type: 'bpr', factors: 32, epochs: 200 },
            space: [{ name: 'factors', values }],
          },
          inputs: { interactions: ['who'] },
        },
        connected('compare'),
        connected('batch'),
      ],
    });
    await client.notebook.run({ id, cells: ['tune'] });
    const until = (cell: string, holds: (state: CellState) => boolean) =>
      cellState(client, { id, cell }, holds);
    const standingOf = ({ progress }: CellState) =>
      tuneStanding.safeParse(progress?.standing).data ?? null;
    const searching = await until('tune', (now) => (standingOf(now)?.done ?? 0) > 1);
    const standing = standingOf(searching)!;
    expect(standing.total).toBe(20);
    expect(standing.best!.score).toBe(Math.max(...standing.latest.map(({ score }) => score!)));
    expect(searching.progress?.note).toMatch(/^factors \d+$/);
    await client.notebook.stop({ id, cells: ['tune'] });
    const { shown } = await until('tune', ({ status }) => status === 'stopped');
    const kept = tune.output.parse((await client.notebook.output({ address: shown! })).output);
    expect(kept.stopped).toEqual({ planned: 20 });
    expect(kept.trials.length).toBeGreaterThan(1);
    expect(kept.trials.length).toBeLessThan(20);
    const scores = kept.trials.map(({ score }) => score!);
    expect(scores[kept.best]).toBe(Math.max(...scores));
    const { value } = kept.trials[kept.best]!.settings[0]!;
    expect(kept.algorithm).toMatchObject({ type: 'bpr', factors: value });
    expect(kept.stateBytes).toBeGreaterThan(200 * 4);

    await client.notebook.run({ id, cells: ['compare', 'batch'] });
    await until('compare', ({ status }) => status === 'fresh');
    const { shown: made } = await until('batch', ({ status }) => status === 'fresh');
    expect(await until('tune', () => true)).toMatchObject({ status: 'stopped' });
    const lists = await client.notebook.output({ address: made! });
    expect(batch.output.parse(lists.output)).toMatchObject({
      ...{ algorithm: kept.algorithm, refit: true, users: 200 },
    });
  });

  /** The state of a cell that was stopped while its search of a slow recommender was in one of its stages. */
  async function stoppedWhile(name: string, stage: string) {
    const { client } = backend;
    const { id } = await backend.run(notebookOf(...eventCells(tenTastes(name), { time: 'time' })));
    await client.notebook.edit({
      id,
      edits: [
        {
          ...{ type: 'insert', index: 2, kind: 'tune', id: 'tune', name: 'tune' },
          settings: {
            algorithm: { type: 'bpr', factors: 256, epochs: 500 },
            space: [{ name: 'factors', values: [256] }],
          },
          inputs: { interactions: ['who'] },
        },
      ],
    });
    await client.notebook.run({ id, cells: ['tune'] });
    const own = { id, cell: 'tune' };
    await cellState(client, own, ({ progress }) => progress?.stage === stage);
    await client.notebook.stop({ id, cells: ['tune'] });
    return cellState(client, own, ({ status }) => status === 'stopped');
  }

  it('leave nothing behind when stopped before the first trial is done', async () => {
    expect((await stoppedWhile('early.csv', 'trials')).shown).toBeNull();
  });

  it('keep every trial when stopped while the best is fitted on everything', async () => {
    const { shown } = await stoppedWhile('late.csv', 'refitting');
    const { output } = await backend.client.notebook.output({ address: shown! });
    const kept = tune.output.parse(output);
    expect(kept).toMatchObject({ stopped: { planned: 1 }, best: 0 });
    expect(kept.trials[0]!.score).toBeGreaterThan(0);
    expect(kept.state).not.toBeNull();
  });

  it.skipIf(file === undefined)(
    'find a lambda for Online Retail that tests within 2% of the published 500 (skipped: no shared data)',
    async () => {
      const { results } = await backend.run(
        notebookOf(
          ...onlineRetailCells(file!),
          tuned({ ...ease, space: [{ name: 'lambda', values: [1, 100, 500, 2000] }] }),
          cell('compare', 'compare', { resamples: 0 }, { recommenders: ['tune'] }),
        ),
      );
      const output = compare.output.parse(results.get('compare')?.output);
      const { ndcg } = output.recommenders[0]!.atK.find(({ k }) => k === 10)!.metrics;
      expect(ndcg.value).toBeGreaterThan(0.98 * 0.1023);
    },
  );
});
