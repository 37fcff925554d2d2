import type { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import type { walkthrough, WalkStepAnswer } from '#shared/model/cells/walkthrough.ts';
import { floatText } from '#shared/wire/float-text.ts';
import { createEncoder } from '#shared/encoding/index.ts';
import { workedExample } from '#shared/teaching/worked-example.ts';

type Asked = z.infer<(typeof walkthrough)['queries']['step']['input']>;

/** The worked example's one step: both users in one batch, or one of them. Throws `walk_no_row`. */
export function exampleStep({ rows }: Asked): WalkStepAnswer {
  const { prep, training } = workedExample;
  const all = workedExample.rows.map((_, index) => index + 1);
  const numbers = rows === 'batch' ? all : rows;
  const raw = numbers.map((row) => {
    const found = workedExample.rows[row - 1];
    if (found === undefined) throw new PortraitError('walk_no_row', { row, rows: all.length });
    return found;
  });
  const encoder = createEncoder(prep);
  return {
    ...{ step: 1, epoch: 1, stepInEpoch: 1, learningRate: training.learningRate },
    ...{ batchNumbers: all, numbers, raw, stored: null, recorded: null },
    x: floatText(encoder.features(raw)),
    y: floatText(encoder.labels(raw)),
  };
}
