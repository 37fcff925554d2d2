import type { Size, ViewBox } from './view-box.ts';

export type PointsToDraw = {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Colour of each point, an index into `colours`. */
  colour: ArrayLike<number>;
  colours: readonly string[];
  /** Only points of this colour in full; null for all. */
  only: number | null;
};

/** A picture as ImageData has it: four bytes a pixel, row after row. */
export type Picture = { data: Uint8ClampedArray; width: number; height: number };
export type Rgb = readonly [red: number, green: number, blue: number];

const full = 0.75 * 255;
const faint = 0.07 * 255;

/** Side of a point in pixels: smaller where there are many. */
function pointSize(count: number): number {
  return count > 30_000 ? 2 : count > 5_000 ? 3 : count > 800 ? 4 : 6;
}

/**
 * Paints points as squares into a cleared picture of `size` times `ratio` pixels; later ones over earlier ones, those
 * in full over faint ones. Canvas rectangles, one call a point, took some seven times as long for
 * 100,000 of them. `toScreen`'s mapping is repeated here so that no object is made for each.
 */
export function paintPoints(
  picture: Picture,
  { x, y, colour, only }: Omit<PointsToDraw, 'colours'>,
  colours: readonly Rgb[],
  box: ViewBox,
  size: Size,
  ratio: number,
): void {
  const { width, height } = picture;
  const pixels = new Uint32Array(picture.data.buffer, picture.data.byteOffset, width * height);
  const side = Math.max(1, Math.round(pointSize(x.length) * ratio));
  const scale = box.scale * ratio;
  const right = (size.width / 2) * ratio - box.x * scale - side / 2;
  const down = (size.height / 2) * ratio + box.y * scale - side / 2;
  const layer = (alpha: number, wanted: (colour: number) => boolean): void => {
    const words = colours.map(([red, green, blue]) => wordOf([red, green, blue, alpha]));
    const painted = colours.map((_, index) => wanted(index));
    for (let at = 0; at < x.length; at++) {
      const ink = colour[at]!;
      if (!painted[ink]) continue;
      const left = Math.round(x[at]! * scale + right);
      const top = Math.round(down - y[at]! * scale);
      if (left <= -side || top <= -side || left >= width || top >= height) continue;
      const from = Math.max(0, left);
      const to = Math.min(width, left + side);
      const end = Math.min(height, top + side);
      const word = words[ink]!;
      for (let row = Math.max(0, top); row < end; row++)
        for (let pixel = row * width + from; pixel < row * width + to; pixel++)
          pixels[pixel] = word;
    }
  };
  if (only === null) return layer(full, () => true);
  layer(faint, (ink) => ink !== only);
  layer(full, (ink) => ink === only);
}

/** Four bytes as one number, in this machine's byte order. */
function wordOf(bytes: readonly number[]): number {
  return new Uint32Array(Uint8ClampedArray.from(bytes).buffer)[0]!;
}
