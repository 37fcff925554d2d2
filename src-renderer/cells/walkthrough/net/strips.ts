import { drawing } from './geometry.ts';

/** A layer as a strip: cells of one size, `perLine` side by side, from the upper left corner on. */
export type Strip = {
  units: number;
  perLine: number;
  x: number;
  y: number;
  width: number;
  height: number;
};
export type Cell = { x: number; y: number; width: number; height: number };
/** Cells of one sign and shade as one outline. `share` of the layer's largest, from 0 to 1. */
export type Shade = { minus: boolean; share: number; path: string };

const top = 36;
const mostLines = 64;
/** Shades that are told apart. */
const shades = 24;

/** One strip a layer, next to each other over the drawing's width. */
export function stripsOf(sizes: readonly number[]): Strip[] {
  const gap = drawing.width / sizes.length;
  return sizes.map((units, at) => {
    const perLine = Math.ceil(units / mostLines) || 1;
    const lines = Math.max(1, Math.ceil(units / perLine));
    const width = Math.min(30, (gap * 0.6) / perLine);
    const height = Math.min(24, (drawing.height - top - 30) / lines);
    return { units, perLine, width, height, x: at * gap + gap / 2 - (width * perLine) / 2, y: top };
  });
}

export function cellOf({ perLine, x, y, width, height }: Strip, unit: number): Cell {
  return {
    x: x + (unit % perLine) * width,
    y: y + Math.floor(unit / perLine) * height,
    ...{ width, height },
  };
}

/** The unit whose cell lies at a point of the drawing; null where there is none. */
export function unitAt(strip: Strip, x: number, y: number): number | null {
  const place = Math.floor((x - strip.x) / strip.width);
  const line = Math.floor((y - strip.y) / strip.height);
  const unit = line * strip.perLine + place;
  return place < 0 || place >= strip.perLine || line < 0 || unit >= strip.units ? null : unit;
}

/** All cells of a strip, those that look alike taken together: a net of a thousand units is drawn in a frame. */
export function shadesOf(strip: Strip, values: readonly number[]): Shade[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const found = new Map<string, { minus: boolean; share: number; parts: string[] }>();
  values.forEach((value, unit) => {
    const minus = value < 0;
    const share = Math.round((Math.abs(value) / largest) * (shades - 1)) / (shades - 1);
    const key = `${minus} ${share}`;
    const shade = found.get(key) ?? { minus, share, parts: [] };
    found.set(key, shade);
    const { x, y, width, height } = cellOf(strip, unit);
    shade.parts.push(`M${x.toFixed(2)} ${y.toFixed(2)}h${width}v${height}h${-width}z`);
  });
  return [...found.values()].map(({ minus, share, parts }) => ({
    ...{ minus, share, path: parts.join('') },
  }));
}
