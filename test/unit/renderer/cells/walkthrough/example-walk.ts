import { walkthrough, type WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { rowsOf, startOf } from '#shared/network/replay.ts';
import { floatText, textFloats } from '#shared/wire/float-text.ts';
import { createEncoder } from '#shared/encoding/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { workedExample } from '#shared/teaching/worked-example.ts';
import { netColumns } from '../../../../../src-renderer/cells/walkthrough/net/net-columns.ts';
import type { Look } from '../../../../../src-renderer/cells/walkthrough/look.ts';
import { walkOf, type Walk } from '../../../../../src-renderer/cells/walkthrough/walk.ts';

/** What the cell puts out where nothing feeds it. */
export const exampleOutput: WalkthroughOutput = walkthrough.output.parse({
  ...{ source: 'example', run: null, features: null, seed: 0, classWeights: null, runtime: null },
  ...{ trainRows: 2, rows: 2, steps: 0, diverged: null, checkpoints: { best: null, last: null } },
  ...{ spec: workedExample.spec, training: workedExample.training, prep: workedExample.prep },
  identifiers: workedExample.identifiers,
});

/** The worked example's walk through some of its rows, counted from 0. */
export function exampleWalk(rows: readonly number[]): Walk {
  const raw = rows.map((row) => workedExample.rows[row] ?? []);
  const encoder = createEncoder(workedExample.prep);
  const x = encoder.features(raw);
  const answer = {
    ...{ raw, numbers: rows.map((row) => row + 1), learningRate: 0.5 },
    y: floatText(encoder.labels(raw)),
  };
  return walkOf(exampleOutput, answer, rowsOf(x, 6), workedExample.state);
}

/** A walk through drawn rows of any net, from the weights its seed begins with. */
export function drawnWalk(
  spec: ModelSpec,
  training: object,
  rows: number,
  seed: number,
  { scale = 1, classWeights = null }: { scale?: number; classWeights?: number[] | null } = {},
): { output: WalkthroughOutput; walk: Walk } {
  const random = createRandom(seed);
  const settings = trainSettings.parse(training);
  const output = { ...exampleOutput, spec, training: settings, seed, classWeights };
  const x = Float32Array.from(
    { length: rows * spec.inputs },
    () => (random.next() * 4 - 2) * scale,
  );
  const { units, loss } = spec.output;
  const y = new Float32Array(rows * units);
  for (let row = 0; row < rows; row++) {
    if (loss === 'categoricalCrossentropy') y[row * units + random.below(units)] = 1;
    else
      for (let unit = 0; unit < units; unit++)
        y[row * units + unit] = loss === 'binaryCrossentropy' ? random.below(2) : random.next();
  }
  const state = startOf({ spec, training: settings, seed, classWeights });
  const numbers = Array.from({ length: rows }, (_, row) => row + 1);
  const answer = { raw: [], numbers, learningRate: settings.learningRate, y: floatText(y) };
  const again = rowsOf(textFloats(floatText(x)), spec.inputs);
  return { output, walk: walkOf(output, answer, again, state) };
}

/** Every unit and a few weights of every layer, in every row. */
export function* looksAt(walk: Walk, digits = 4): Generator<Look> {
  const columns = netColumns(walk);
  for (let row = 0; row < walk.numbers.length; row++) {
    for (const column of columns.slice(1)) {
      for (let unit = 0; unit < column.units; unit++) {
        const inputs = columns[column.at - 1]?.units ?? 0;
        for (let from = 0; from < inputs; from += Math.max(1, Math.floor(inputs / 4)))
          yield { walk, columns, choice: { column: column.at, unit, from }, row, digits };
      }
    }
  }
}
