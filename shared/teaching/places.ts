import type { Trace } from './trace.ts';
import type { Place } from './question.ts';
import { unitLayers, type UnitLayer } from './unit-layers.ts';

/** Every unit of the layers asked for, in every row. */
export function unitPlaces(trace: Trace, wanted: (layer: UnitLayer) => boolean): Place[] {
  const rows = trace.batch.x.length;
  return unitLayers(trace)
    .filter(wanted)
    .flatMap(({ name: layer, bias }) =>
      bias.flatMap((_, unit) =>
        Array.from({ length: rows }, (__, row) => ({ layer, row, unit, from: null })),
      ),
    );
}

/** Every weight of the layers asked for, in every row. */
export function weightPlaces(trace: Trace, wanted: (layer: UnitLayer) => boolean): Place[] {
  const inputs = new Map(unitLayers(trace).map(({ name, kernel }) => [name, kernel.length]));
  return unitPlaces(trace, wanted).flatMap((place) =>
    Array.from({ length: inputs.get(place.layer) ?? 0 }, (_, from) => ({ ...place, from })),
  );
}

/** The layer a place is in. @throws RangeError where the net has no such layer of neurons */
export function layerAt(trace: Trace, { layer }: Place): UnitLayer {
  const found = unitLayers(trace).find(({ name }) => name === layer);
  if (found === undefined) throw new RangeError(`no layer of neurons ${layer}`);
  return found;
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** A symbol with its index counted from 1: w₁, a₁₂. */
export function indexed(symbol: string, index: number): string {
  const digits = [...String(index + 1)].map((digit) => subscripts[Number(digit)] ?? digit);
  return symbol + digits.join('');
}

/** What the inputs of a layer are called: x for features, a for the outputs of units. */
export function inputSymbol(layer: UnitLayer): string {
  return layer.index === 0 ? 'x' : 'a';
}

/** The slope of an activation as it is written. */
export function slopeSymbol({ activation }: UnitLayer): string {
  return activation === 'sigmoid' ? 'σ′(z)' : 'f′(z)';
}
