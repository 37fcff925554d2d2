import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { longWork } from '../../../support/scripted-kinds.ts';
import { chain, ScriptedNotebook, set } from '../../../support/scripted-notebook.ts';
import { eventually } from '../../../support/wait.ts';

let book: ScriptedNotebook;
beforeEach(() => (book = new ScriptedNotebook()));
afterEach(() => book.remove());

describe('cells that are cheap', () => {
  it('run by themselves, in order, and heavy ones wait', async () => {
    book.session.edit(chain);
    await book.until('model', 'fresh');
    expect(book.kinds.made).toEqual(['data', 'clean', 'features', 'model']);
    await sleep(250);
    expect(book.state('train')).toMatchObject({
      status: 'stale',
      reasons: [{ type: 'never_run' }],
    });
    expect(book.kinds.count('train')).toBe(0);
  });

  it('wait for Run with settings that ask for it, as looking at the test part does', async () => {
    await book.runChain();
    book.session.edit([set('evaluate', ['part'], 'test')]);
    await sleep(250);
    expect(book.state('evaluate').status).toBe('stale');
    expect(book.kinds.count('evaluate')).toBe(1);
    await book.session.run(['evaluate']);
    await book.until('evaluate', 'fresh');
    expect(book.kinds.count('evaluate')).toBe(2);
  });

  it('wait for settings that say what to make, as for an input, without failing', async () => {
    book.session.edit([
      { type: 'insert', index: 0, kind: 'data', id: 'data' },
      { type: 'insert', index: 1, kind: 'sql', id: 'sql', inputs: { tables: ['data'] } },
    ]);
    await sleep(250);
    const unset = { code: 'cell_unset', params: {} };
    expect(book.state('data')).toMatchObject({ status: 'stale', address: null, error: unset });
    expect(book.state('sql').status).toBe('stale');
    book.session.edit([set('data', ['source'], { type: 'sample' })]);
    await book.until('data', 'fresh');
    await sleep(250);
    expect(book.state('sql')).toMatchObject({ status: 'stale', error: unset });
    book.session.edit([set('sql', ['query'], 'select 1')]);
    await book.until('sql', 'fresh');
    expect(book.kinds.made).toEqual(['data', 'sql']);
  });

  it('wait until typing pauses', async () => {
    book.session.edit(chain.slice(0, 1));
    await book.until('data', 'fresh');
    for (let users = 1; users <= 5; users += 1) {
      book.session.edit([set('data', ['options', 'quote'], String(users))]);
      await sleep(20);
    }
    await book.until('data', 'fresh');
    expect(book.kinds.count('data')).toBe(2);
  });

  it('that fail say why and are not tried again by themselves', async () => {
    book.kinds.work.set('clean', () => Promise.reject(new PortraitError('table_empty')));
    book.session.edit(chain.slice(0, 3));
    expect((await book.until('clean', 'failed')).error).toEqual({
      code: 'table_empty',
      params: {},
    });
    expect(book.state('features')).toMatchObject({
      status: 'stale',
      error: { code: 'cell_input_failed', params: { cell: 'Clean' } },
    });
    book.session.edit([{ type: 'title', title: 'another edit' }]);
    await sleep(300);
    expect(book.kinds.count('clean')).toBe(1);
    book.kinds.work.delete('clean');
    await book.session.run(['features']);
    await book.until('features', 'fresh');
    expect(book.kinds.count('clean')).toBe(2);
  });

  it('whose settings are not valid name the setting', async () => {
    book.session.edit([...chain.slice(0, 4), set('model', ['layers', 0, 'units'], -1)]);
    expect(book.state('model')).toMatchObject({
      status: 'failed',
      address: null,
      error: { code: 'cell_settings_invalid', params: { path: 'layers.0.units' } },
    });
    await book.until('features', 'fresh');
    expect(book.kinds.count('model')).toBe(0);
  });
});

describe('an address', () => {
  it('is never computed twice: undo and redo bring results back', async () => {
    await book.runChain();
    const before = book.all();
    const { shown } = book.state('evaluate');
    const made = book.kinds.made.length;
    book.session.edit([set('train', ['epochs'], 20)]);
    expect(book.state('train').status).toBe('stale');
    expect(book.state('evaluate').shown).toBe(shown);
    book.session.undo();
    expect(book.all()).toEqual(before);
    book.session.redo();
    await book.session.run('stale');
    await book.until('evaluate', 'fresh');
    expect(book.kinds.made.length).toBe(made + 2);
    expect(book.state('evaluate').shown).not.toBe(shown);
    book.session.undo();
    expect(book.state('evaluate')).toMatchObject({ status: 'fresh', shown });
    book.session.redo();
    expect(book.all()).toEqual(before);
    await sleep(250);
    expect(book.kinds.made.length).toBe(made + 2);
  });

  it('stays after a restart', async () => {
    await book.runChain();
    const states = book.session.states();
    book.restart();
    await eventually(
      () => book.all(),
      (list) => list.every((text) => text.endsWith(' fresh')),
    );
    expect(book.session.states()).toEqual(states);
    expect(book.kinds.count('train')).toBe(1);
  });

  it('brings back a deleted cell with its result', async () => {
    await book.runChain();
    const before = book.session.states();
    book.session.edit([{ type: 'delete', cells: ['train'] }]);
    expect(book.state('evaluate').error?.code).toBe('cell_input_missing');
    book.session.undo();
    expect(book.session.states()).toEqual(before);
  });

  it('leaves out how the result is made, names and order', async () => {
    await book.runChain();
    book.session.edit([set('train', ['device'], 'cpu')]);
    book.session.edit([{ type: 'rename', cell: 'features', name: 'Other' }]);
    book.session.edit([{ type: 'insert', kind: 'note', id: 'n', index: 2 }]);
    book.session.edit([{ type: 'move', cell: 'n', index: 0 }]);
    expect(book.all().filter((text) => !text.endsWith(' fresh'))).toEqual([]);
  });

  it('counts the names of tables where the result shows them', async () => {
    book.session.edit(chain.slice(0, 3));
    await book.until('features', 'fresh');
    book.session.edit([{ type: 'rename', cell: 'data', name: 'Users' }]);
    expect(book.state('clean')).toMatchObject({
      status: 'stale',
      reasons: [{ type: 'input', cell: 'clean', slot: 'table' }],
    });
  });
});

describe('a stale cell says why', () => {
  it('naming the setting that changed, in this cell or before it', async () => {
    await book.runChain();
    book.session.edit([set('train', ['epochs'], 20)]);
    const own = [{ type: 'setting', cell: 'train', path: ['epochs'], before: 10, after: 20 }];
    expect(book.state('train').reasons).toEqual(own);
    expect(book.state('evaluate').reasons).toEqual(own);
    book.session.edit([set('model', ['layers', 0, 'units'], 8)]);
    await book.until('model', 'fresh');
    const model = {
      type: 'setting',
      cell: 'model',
      path: ['layers', 0, 'units'],
      before: 64,
      after: 8,
    };
    expect(book.state('train').reasons).toEqual([...own, model]);
  });

  it('naming the seed, for those cells that draw', async () => {
    await book.runChain();
    book.session.edit([{ type: 'seed', seed: 7 }]);
    expect(book.state('train').reasons).toEqual([{ type: 'seed', before: 1, after: 7 }]);
    expect(book.state('clean').status).toBe('fresh');
  });

  it('naming the data where a file has changed', async () => {
    await book.runChain();
    book.kinds.files = 'content 2';
    book.session.lookAtData();
    const { reasons } = await book.until('train', 'stale');
    expect(reasons).toEqual([{ type: 'data', cell: 'data' }]);
  });

  it('naming the input where another cell feeds it', async () => {
    await book.runChain();
    book.session.edit([{ type: 'connect', cell: 'features', slot: 'table', from: ['data'] }]);
    expect(book.state('train').reasons).toEqual([
      { type: 'input', cell: 'features', slot: 'table' },
    ]);
  });
});

describe('a heavy cell', () => {
  it('runs with what it needs, is queued, then running, then fresh', async () => {
    const training = longWork();
    book.kinds.work.set('train', training.work);
    book.session.edit(chain);
    await book.session.run(['evaluate']);
    expect(book.state('train').status).toBe('queued');
    await training.begun;
    expect(book.state('train').status).toBe('running');
    expect(book.state('evaluate').status).toBe('queued');
    training.finish();
    await book.until('evaluate', 'fresh');
  });

  it('goes on while its settings change, and what it makes is there when they change back', async () => {
    const training = longWork();
    book.kinds.work.set('train', training.work);
    book.session.edit(chain);
    await book.session.run(['train']);
    await training.begun;
    book.session.edit([set('train', ['epochs'], 99)]);
    expect(book.state('train').status).toBe('running');
    training.finish();
    expect((await book.until('train', 'stale')).reasons).toMatchObject([{ before: 10, after: 99 }]);
    book.session.undo();
    expect(book.state('train').status).toBe('fresh');
  });

  it('of all cells, or of all that are stale, never opens the test part: that is asked for by name', async () => {
    book.session.edit(chain);
    book.session.edit([set('evaluate', ['part'], 'test')]);
    await book.session.run('all');
    await book.until('train', 'fresh');
    await book.session.run('stale');
    await sleep(50);
    expect(book.state('evaluate').status).toBe('stale');
    expect(book.kinds.count('evaluate')).toBe(0);
    await book.session.run(['evaluate']);
    await book.until('evaluate', 'fresh');
  });

  it('can be stopped while it waits and while it runs', async () => {
    const training = longWork();
    book.kinds.work.set('train', training.work);
    book.session.edit(chain);
    await book.session.run('all');
    await training.begun;
    book.session.stop(['evaluate']);
    expect(book.state('evaluate').status).toBe('stale');
    book.session.stop('all');
    expect(await book.until('train', 'stopped')).toMatchObject({ shown: null, error: null });
    expect(book.session.busy).toBe(false);
  });

  it('that keeps something when stopped shows it, and later cells may use it', async () => {
    const training = longWork({ epochs: 3 });
    book.kinds.work.set('train', training.work);
    book.session.edit(chain);
    await book.session.run(['train']);
    await training.begun;
    book.session.stop('all');
    const stopped = await book.until('train', 'stopped');
    expect(stopped.shown).not.toBeNull();
    expect(stopped.shown).not.toBe(stopped.address);
    expect(book.notebooks.output(stopped.shown!).output).toEqual({ epochs: 3, partial: true });
    await book.until('evaluate', 'fresh');
    const partial = book.state('evaluate').address;
    book.kinds.work.delete('train');
    await book.session.run(['train']);
    await book.until('train', 'fresh');
    expect(book.state('evaluate').address).not.toBe(partial);
    await book.until('evaluate', 'fresh');
  });

  it('that failed is still failed after a restart, and Run stale leaves it alone', async () => {
    book.kinds.work.set('train', () =>
      Promise.reject(new PortraitError('engine_crashed', { detail: '9' })),
    );
    book.session.edit(chain);
    await book.session.run(['train']);
    await book.until('train', 'failed');
    book.restart();
    await book.until('train', 'failed');
    await book.session.run('stale');
    await sleep(100);
    expect(book.kinds.count('train')).toBe(1);
    await book.session.run(['train']);
    await eventually(
      () => book.kinds.count('train'),
      (count) => count === 2,
    );
  });

  it('tells rate and time left', async () => {
    const training = longWork();
    book.kinds.work.set('train', async (context, settings) => {
      context.progress({ stage: 'training', done: 0, total: 100, unit: 'epochs' });
      await sleep(300);
      context.progress({ stage: 'training', done: 50, total: 100, unit: 'epochs' });
      context.follow('run 7');
      return training.work(context, settings);
    });
    book.session.edit(chain);
    await book.session.run(['train']);
    await training.begun;
    const { progress, run } = book.state('train');
    expect(progress).toMatchObject({ stage: 'training', done: 50, total: 100, unit: 'epochs' });
    expect(progress!.rate! * progress!.secondsLeft!).toBeCloseTo(50);
    expect(run).toBe('run 7');
    training.finish();
  });
});
