import type { LayerSpec } from '#shared/model/net/model-spec.ts';

export const layerWidth = 68;
export const gapWidth = 32;
export const drawingHeight = 136;

export type Block = {
  kind: LayerSpec['type'] | 'input' | 'output';
  /** Centre and half the height, in pixels. */
  x: number;
  half: number;
  units: number | null;
};

/** Heights grow with the logarithm of the width, so that 16 and 512 units both show. */
export function blocks(
  layers: readonly LayerSpec[],
  inputs: number | null,
  outputs: number | null,
): Block[] {
  let width = inputs ?? 32;
  const place = (index: number) => layerWidth / 2 + index * (layerWidth + gapWidth);
  const half = (units: number) =>
    Math.max(5, Math.min(drawingHeight / 2 - 2, 6 + Math.log2(Math.max(1, units)) * 8));
  const hidden = layers.map((layer, index): Block => {
    if (layer.type === 'dense') width = layer.units;
    return {
      kind: layer.type,
      x: place(index + 1),
      half: half(width),
      units: layer.type === 'dense' ? layer.units : null,
    };
  });
  return [
    { kind: 'input', x: place(0), half: half(inputs ?? 32), units: inputs },
    ...hidden,
    { kind: 'output', x: place(layers.length + 1), half: half(outputs ?? 1), units: outputs },
  ];
}

/** The connection from one block to the next: all to all into dense layers, straight otherwise. */
export function band(from: Block, to: Block, thickness: number): string {
  const middle = drawingHeight / 2;
  const left = from.x + thickness;
  const right = to.x - thickness;
  return [
    `M${left},${middle - from.half}`,
    `L${right},${middle - to.half}`,
    `L${right},${middle + to.half}`,
    `L${left},${middle + from.half}Z`,
  ].join('');
}

/** Heights of the neurons drawn in a block: as many as fit, with a gap in the middle where there are more. */
export function neurons(block: Block): { y: number }[] {
  const middle = drawingHeight / 2;
  const most = Math.max(1, Math.floor((block.half * 2) / 10));
  const count = Math.min(block.units ?? most, most);
  const step = count > 1 ? (block.half * 2 - 8) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => ({
    y: count > 1 ? middle - block.half + 4 + index * step : middle,
  }));
}
