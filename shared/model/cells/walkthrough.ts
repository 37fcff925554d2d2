import { runId } from '../ids.ts';
import { z } from 'zod';
import { modelSpec } from '../net/model-spec.ts';
import { fittedPrep } from '../prep.ts';
import { cellValue } from '../table.ts';
import { trainSettings } from '../net/train-settings.ts';
import { chosenLesson, lesson } from '../../teaching/lesson.ts';
import { walkStep } from '../../teaching/walk-steps.ts';
import type { CellKindDefinition } from './value-type.ts';

/** Steps that are computed again from the very start; later weights come from checkpoints. */
export const mostReplayed = 200;
/** Rows of one batch that are shown. */
export const mostRows = 4096;

/** Weights to walk with: those before a step counted from 1, or those of a checkpoint. */
export const walkWeights = z.discriminatedUnion('type', [
  z.object({ type: z.literal('step'), step: z.number().int().min(1).max(mostReplayed) }),
  z.object({ type: z.enum(['best', 'last']) }),
]);
export type WalkWeights = z.infer<typeof walkWeights>;

/** Numbers as float32, little-endian, in base64. */
const tensor = z.object({ name: z.string(), shape: z.array(z.number().int()), data: z.string() });
export type PackedTensor = z.infer<typeof tensor>;

const checkpoint = z.object({ step: z.number().int(), epoch: z.number().int() });

export const walkthrough = {
  kind: 'walkthrough',
  version: 1,
  settings: z.object({
    /** Fed by a model: a run of it that left no result because it diverged, and is walked through all the same. */
    run: runId.optional(),
    weights: walkWeights.default({ type: 'step', step: 1 }),
    /** Number of the row in its table, from 1; null takes the first of the step's own batch. */
    row: z.number().int().min(1).nullable().default(null),
    /** The whole batch of the step instead of one row. */
    batch: z.boolean().default(false),
    level: z.enum(['neuron', 'layer', 'net']).default('net'),
    step: walkStep.default('encoding'),
    digits: z.number().int().min(2).max(10).default(4),
    /** A question stands before each result. */
    asks: z.boolean().default(false),
    lesson: chosenLesson.default(null),
    /** Lessons of a teacher's own. */
    lessons: z.array(lesson).max(50).default([]),
    /** Where in the lesson, from 0. */
    lessonStep: z.number().int().min(0).default(0),
    /** What a learner answered, as it was typed, by the question with its numbers. */
    answers: z
      .array(z.object({ question: z.string().max(500), answer: z.string().max(100) }))
      .max(1000)
      .default([]),
  }),
  output: z.object({
    /** What the numbers come from; the worked example where nothing feeds the cell. */
    source: z.enum(['run', 'model', 'example']),
    run: runId.nullable(),
    /** Address of the features result; null for the worked example. */
    features: z.string().nullable(),
    spec: modelSpec,
    training: trainSettings,
    seed: z.number().int(),
    prep: fittedPrep,
    /** One weight per class, or null where rows count alike. */
    classWeights: z.array(z.number()).nullable(),
    trainRows: z.number().int(),
    rows: z.number().int(),
    /** Steps the run took; 0 without one. */
    steps: z.number().int(),
    /** The step whose loss was no number any more: the run ended there. */
    diverged: z.number().int().nullable().default(null),
    checkpoints: z.object({ best: checkpoint.nullable(), last: checkpoint.nullable() }),
    /** Columns that name a person or thing: hidden from an audience unless asked for. */
    identifiers: z.array(z.string()),
    runtime: z.enum(['native', 'webgpu', 'wasm', 'cpu']).nullable(),
    /** Whether the run was made on a GPU, which adds up in an order of its own. */
    gpu: z.boolean().default(false),
  }),
  produces: null,
  slots: [{ name: 'network', accepts: ['run', 'model'], many: false, optional: true }],
  cost: 'cheap',
  usesSeed: true,
  // An untrained model shows the weights that Train would begin with.
  seedOf: 'train',
  unaddressed: [
    ...['weights', 'row', 'batch', 'level', 'step', 'digits'],
    ...['asks', 'lesson', 'lessons', 'lessonStep', 'answers'],
  ],
  queries: {
    /** One training step: its rows, raw and encoded, its rate, its weights where they are stored, and what the engine recorded. */
    step: {
      input: z.object({
        weights: walkWeights,
        /** Row numbers from 1, or the step's own batch. */
        rows: z.union([z.literal('batch'), z.array(z.number().int().min(1)).min(1).max(mostRows)]),
      }),
      output: z.object({
        /** The step that these weights take next, counted from 1, its epoch and place in it, counted from 1. */
        step: z.number().int(),
        epoch: z.number().int(),
        stepInEpoch: z.number().int(),
        learningRate: z.number(),
        batchNumbers: z.array(z.number().int()),
        numbers: z.array(z.number().int()),
        raw: z.array(z.array(cellValue)),
        /** [rows, inputs] and [rows, units], float32 in base64; NaN where a row has no label. */
        x: z.string(),
        y: z.string(),
        /** Null: to be replayed from the beginning with `feed`. */
        stored: z.object({ weights: z.array(tensor), slots: z.array(tensor) }).nullable(),
        /** Loss of the step's batch as the engine had it; `exact` where it is the step's own, not a mean over several. */
        recorded: z.object({ loss: z.number(), exact: z.boolean() }).nullable(),
      }),
    },
    /** The batches of steps `first` (from 1) on, for replaying them. */
    feed: {
      input: z.object({
        first: z.number().int().min(1).max(mostReplayed),
        count: z.number().int().min(1).max(50),
      }),
      output: z.object({
        steps: z.array(
          z.object({
            rows: z.number().int(),
            learningRate: z.number(),
            x: z.string(),
            y: z.string(),
          }),
        ),
      }),
    },
  },
} as const satisfies CellKindDefinition;
export type WalkthroughSettings = z.infer<typeof walkthrough.settings>;
export type WalkthroughOutput = z.infer<typeof walkthrough.output>;
export type WalkStepAnswer = z.infer<typeof walkthrough.queries.step.output>;
