import { cellId, notebookId, resultAddress, runId } from '../model/ids.ts';
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { errorData } from '../errors/index.ts';
import { modelSpec } from '../model/net/model-spec.ts';
import { runLine } from '../model/results/run-line.ts';
import { engineInfo, epochRecord, layerHistograms, runEnd } from '../model/run.ts';
import { trainSettings } from '../model/net/train-settings.ts';
import { forAnalyst, forViewer } from './base.ts';

/**
 * Training loss and score by step. A score is the accuracy, or the mean absolute error where a number is predicted; null
 * where a run of an older version stored none.
 */
const stepCurve = {
  step: z.array(z.number()),
  loss: z.array(z.number()),
  score: z.array(z.number().nullable()),
};

export const runView = z.object({
  id: runId,
  notebook: notebookId,
  cell: cellId,
  address: resultAddress,
  spec: modelSpec,
  settings: trainSettings,
  seed: z.number(),
  state: z.enum(['preparing', 'running', 'paused', 'ended']),
  end: runEnd.nullable(),
  error: errorData.nullable(),
  engine: engineInfo.nullable(),
  startedAt: z.number(),
  seconds: z.number(),
  stepsPerEpoch: z.number(),
  parameters: z.number(),
  epochs: z.array(epochRecord),
  /** Thinned to at most 4,000 points: complete, also after the window was closed. */
  steps: z.object(stepCurve),
  histograms: z.array(z.object({ epoch: z.number(), layers: z.array(layerHistograms) })),
});
export type RunView = z.infer<typeof runView>;

export const runEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: runView.shape.state, end: runEnd.nullable() }),
  z.object({
    type: z.literal('started'),
    engine: engineInfo,
    stepsPerEpoch: z.number(),
    parameters: z.number(),
  }),
  z.object({
    type: z.literal('steps'),
    ...stepCurve,
    stepsPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  /** Already stored when it is told; several at once when epochs are short. */
  z.object({ type: z.literal('epochs'), records: z.array(epochRecord) }),
  z.object({ type: z.literal('histograms'), epoch: z.number(), layers: z.array(layerHistograms) }),
]);
export type RunEvent = z.infer<typeof runEvent>;

export const runs = {
  get: forViewer.input(z.object({ run: runId })).output(runView),
  list: forAnalyst
    .input(z.object({ notebook: notebookId }))
    .output(z.array(runView.omit({ steps: true, histograms: true }))),
  /** Training runs and fits of recommenders, newest first, those left out too. */
  table: forAnalyst.input(z.object({ notebook: notebookId })).output(z.array(runLine)),
  /** Pins runs, leaves them out of the list, and takes either back. */
  mark: forAnalyst
    .input(
      z.object({
        notebook: notebookId,
        ids: z.array(z.string()).max(10_000),
        pinned: z.boolean().optional(),
        removed: z.boolean().optional(),
      }),
    )
    .output(z.object({})),
  /** Deletes for good, with curves, checkpoints and results; gives those that stay, as a notebook shows them or they go on. */
  purge: forAnalyst
    .input(z.object({ notebook: z.string(), ids: z.array(z.string()).max(10_000) }))
    .output(z.object({ kept: z.array(z.string()) })),
  /** Events after the moment of the call. Watch first, then `get`: what is told is stored already, so nothing is missed. */
  watch: forViewer.input(z.object({ run: runId })).output(eventIterator(runEvent)),
  control: forAnalyst
    .input(z.object({ run: runId, action: z.enum(['pause', 'resume', 'step', 'stop']) }))
    .output(z.object({})),
  delete: forAnalyst.input(z.object({ run: runId })).output(z.object({})),
};
