import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import type { CellValue } from '#shared/model/table.ts';
import { forwardPass } from '#shared/network/forward.ts';
import { entry } from '#shared/network/matrix.ts';
import { rowsOf } from '#shared/network/replay.ts';
import { createEncoder, valueNumber } from '#shared/encoding/index.ts';
import type { Look } from '../look.ts';

/** A raw column of numbers, with the range that is looked at: three deviations about the training mean. */
export type Axis = { column: number; name: string; low: number; high: number; here: number };

export function axesOf({ prep }: WalkthroughOutput, look: Look): Axis[] {
  return prep.steps.flatMap((step) => {
    if (step.type !== 'numeric') return [];
    const column = prep.columns.findIndex(({ name }) => name === step.column);
    const here = valueNumber(look.walk.raw[look.row]?.[column]) ?? step.fill;
    const spread = step.factor > 0 ? 3 / step.factor : 1;
    const low = Math.min(step.offset - spread, here);
    return [{ column, name: step.column, low, high: Math.max(step.offset + spread, here), here }];
  });
}

export const cellsAcross = 28;

/** The first output over a grid of two raw columns, row by row from the bottom; all other columns as in the row looked at. */
export function boundaryOf(output: WalkthroughOutput, look: Look, x: Axis, y: Axis): number[][] {
  const { walk, row } = look;
  const raw = walk.raw[row] ?? [];
  const at = (axis: Axis, place: number): number =>
    axis.low + ((place + 0.5) / cellsAcross) * (axis.high - axis.low);
  const points: CellValue[][] = [];
  for (let up = 0; up < cellsAcross; up++) {
    for (let across = 0; across < cellsAcross; across++) {
      const values = [...raw];
      values[x.column] = at(x, across);
      values[y.column] = at(y, up);
      points.push(values);
    }
  }
  const { prep } = output;
  const own = walk.input.batch.x[row] ?? [];
  const moved = (feature: number): boolean =>
    [x.column, y.column].includes(prep.origins[feature] ?? -1);
  const encoded = rowsOf(createEncoder(prep).features(points), output.spec.inputs);
  const inputs = encoded.map((values) =>
    values.map((value, feature) => (moved(feature) ? value : entry(own, feature))),
  );
  const labels = inputs.map(() => walk.input.batch.y[row] ?? []);
  const pass = forwardPass(
    output.spec,
    walk.state.weights,
    { x: inputs, y: labels },
    { training: false },
  );
  return Array.from({ length: cellsAcross }, (_, up) =>
    pass.output.a.slice(up * cellsAcross, (up + 1) * cellsAcross).map(([p = NaN]) => p),
  );
}
