import { largest } from '#shared/statistics/extremes.ts';
import { softplus } from '#shared/network/activations.ts';
import { lossOf } from '#shared/network/losses.ts';
import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import type { Look } from '../look.ts';
import { digitsGiving, part, tex, texLabel } from '../numbers.ts';
import { partOf } from '../parts.ts';
import { type Formula } from './formula.ts';

/** Units of an output whose losses are written out one by one. */
const mostUnits = 3;

/** The loss of the row looked at, before class weights and penalties. */
export function lossFormula(look: Look): Formula {
  const { walk, row } = look;
  const { activation, loss } = walk.rules.spec.output;
  const { output } = walk.trace.forward;
  const last = look.columns.length - 1;
  const y = walk.input.batch.y[row] ?? [];
  const a = output.a[row] ?? [];
  const total = entry(output.losses, row);
  const digits = digitsGiving(total, look.digits, (d) => worked(look, d));
  const value = (unit: number): string =>
    part(partOf.out(last, unit), tex(entry(a, unit), digits, true));
  const label = (unit: number): string => texLabel(entry(y, unit), digits);
  const result = tex(total, look.digits);
  if (loss === 'categoricalCrossentropy') {
    const right = y.indexOf(1);
    const p = a[right] ?? NaN;
    // Of a share that is 0 to the digits shown the logarithm says nothing: from z it does, or where it is cut off.
    if (p <= saturation && activation === 'softmax') {
      const z = output.z[row] ?? [];
      const most = largest(z);
      const written = (unit: number): string =>
        part(partOf.z(last, unit), tex(entry(z, unit), digits, true));
      const powers = z.map((value) => `e^{${tex(value - most, digits)}}`);
      return {
        left: 'L',
        symbols: 'z_{\\max} - z_y + \\ln \\sum_k e^{z_k - z_{\\max}}',
        numbers:
          powers.length > mostUnits
            ? []
            : [`${written(z.indexOf(most))} - ${written(right)} + \\ln(${powers.join(' + ')})`],
        result,
      };
    }
    if (p < least && activation !== 'softmax')
      return { left: 'L', symbols: '-\\ln \\max(10^{-7}, a_y)', numbers: [], result };
    return {
      left: 'L',
      symbols: '-\\sum_k y_k \\ln a_k',
      numbers: right < 0 ? [] : [`-\\ln ${value(right)}`],
      result,
    };
  }
  if (loss === 'binaryCrossentropy' && activation === 'sigmoid' && a.length === 1) {
    const saturated = isSaturated(entry(a, 0));
    const z = part(partOf.z(last, 0), tex(entry(output.z[row] ?? [], 0), digits, true));
    // Where a is 0 or 1 to the digits shown its logarithm would be no number: from z it is one.
    if (saturated) {
      return {
        left: 'L',
        symbols: '\\ln(1+e^{z}) - y\\,z',
        numbers: [`\\ln(1+e^{${z}}) - ${label(0)}\\cdot ${z}`],
        result,
      };
    }
    return {
      left: 'L',
      symbols: '-\\bigl(y \\ln a + (1-y)\\ln(1-a)\\bigr)',
      numbers: [`-\\bigl(${label(0)} \\ln ${value(0)} + (1-${label(0)})\\ln(1-${value(0)})\\bigr)`],
      result,
    };
  }
  const symbols = {
    meanSquaredError: '(a - y)^2',
    meanAbsoluteError: '|a - y|',
    huber: '\\operatorname{huber}(a - y)',
    binaryCrossentropy: '-\\bigl(y \\ln a + (1-y)\\ln(1-a)\\bigr)',
  }[loss];
  const written = {
    meanSquaredError: (unit: number) => `(${value(unit)} - ${label(unit)})^2`,
    meanAbsoluteError: (unit: number) => `|${value(unit)} - ${label(unit)}|`,
    huber: (unit: number) => `\\operatorname{huber}(${value(unit)} - ${label(unit)})`,
    binaryCrossentropy: null,
  }[loss];
  const units = a.map((_, unit) => unit);
  const each = units.length > 1 ? `\\tfrac{1}{${units.length}}\\sum_k ` : '';
  return {
    left: 'L',
    symbols: each + symbols,
    numbers:
      written === null || units.length > mostUnits
        ? []
        : [
            units.length > 1
              ? `\\tfrac{1}{${units.length}}\\bigl(${units.map(written).join(' + ')}\\bigr)`
              : written(0),
          ],
    result,
  };
}

/** Outputs no further than this from 0 or 1 are that to the digits that are usual. */
const saturation = 1e-4;
/** Below this a logarithm is not taken any more, as in Keras. */
const least = 1e-7;

function isSaturated(a: number): boolean {
  return !(a > saturation && a < 1 - saturation);
}

/** The loss worked out from outputs (or logits, where those say nothing) of so many digits. */
function worked({ walk, row }: Look, digits: number): number {
  const { activation, loss } = walk.rules.spec.output;
  const { output } = walk.trace.forward;
  const y = (walk.input.batch.y[row] ?? []).map((value) => shownValue(value, digits));
  const round = (value: number): number => shownValue(value, digits);
  const a = (output.a[row] ?? []).map(round);
  const z = (output.z[row] ?? []).map(round);
  const single = loss === 'binaryCrossentropy' && activation === 'sigmoid' && a.length === 1;
  if (single && isSaturated(entry(output.a[row] ?? [], 0))) {
    return softplus(entry(z, 0)) - entry(y, 0) * entry(z, 0);
  }
  if (loss === 'categoricalCrossentropy') {
    const right = y.indexOf(1);
    if (entry(output.a[row] ?? [], right) > saturation || activation !== 'softmax')
      return -Math.log(entry(a, right));
    const exact = output.z[row] ?? [];
    const most = largest(exact);
    const powers = exact.map((value) => Math.exp(round(value - most)));
    return round(most) - entry(z, right) + Math.log(powers.reduce((sum, power) => sum + power, 0));
  }
  return lossOf({ units: a.length, activation: 'linear', loss }).value(a, a, y);
}
