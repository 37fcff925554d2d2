import { afterEach, beforeEach, expect, it } from 'vitest';
import { trainSettings } from '../../../../shared/model/net/train-settings.ts';
import { RunFeed } from '../../../../src-main/backend/train/run-feed.ts';
import { RunRecorder } from '../../../../src-main/backend/train/run-recorder.ts';
import { collect } from '../../../support/collect.ts';
import { spec } from '../../../support/training-job.ts';
import { temporaryWorkspace } from '../../../support/workspace.ts';

const steps = 600;
const losses = Float32Array.from({ length: steps }, (_, index) => index + 1);

let file: ReturnType<typeof temporaryWorkspace>;
beforeEach(() => {
  file = temporaryWorkspace();
  const run = { id: 'run', notebook: 'n', cell: 'c', address: 'a', lineage: 'l' };
  file.workspace.runs.create({
    ...run,
    spec,
    settings: trainSettings.parse({}),
    seed: 1,
    startedAt: 1,
  });
});
afterEach(() => file.remove());

/** Records one chunk of steps; gives what watchers were told of them, joined. */
async function record(scores: Float32Array) {
  const feed = new RunFeed();
  const watched = collect(feed.watch());
  const recorder = new RunRecorder({
    ...{ run: 'run', store: file.workspace.runs, feed, epochs: 1, now: () => 0 },
    before: { step: 0, seconds: 0 },
    failed: (error) => expect.unreachable(String(error)),
    progress: () => undefined,
  });
  recorder.take({ type: 'steps', firstStep: 0, epoch: 1, losses, scores, stepsPerSecond: 1 });
  recorder.end('finished', null);
  const told = (await watched).find((event) => event.type === 'steps');
  if (!told) throw new Error('nothing was told');
  return told;
}

it('stores the loss and score of every step, and tells means of as many as share a point', async () => {
  const told = await record(losses.map((loss) => loss / 1024));
  const { step, loss, score } = file.workspace.runs.get('run').steps;
  expect(step).toHaveLength(steps);
  expect(score).toEqual(loss.map((value) => value / 1024));
  expect(told.step).toEqual(Array.from({ length: 200 }, (_, index) => index * 3 + 3));
  expect(told.loss).toEqual(told.step.map((at) => at - 1));
  told.score.forEach((value, index) =>
    expect(value).toBeCloseTo((told.loss[index] ?? 0) / 1024, 12),
  );
});

it('tells and stores none where a score is no number', async () => {
  const scores = new Float32Array(steps).fill(0.5);
  scores[0] = NaN;
  const told = await record(scores);
  expect(told.score.slice(0, 2)).toEqual([null, 0.5]);
  expect(file.workspace.runs.get('run').steps.score.slice(0, 2)).toEqual([null, 0.5]);
});
