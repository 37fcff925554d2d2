import { toScreen, type Size, type ViewBox } from './view-box.ts';

export type PointsToDraw = {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Colour of each point, an index into `colours`. */
  colour: ArrayLike<number>;
  colours: readonly string[];
  /** Only points of this colour in full; null for all. */
  only: number | null;
};

/** Side of a point in pixels: smaller where there are many. */
export function pointSize(count: number): number {
  return count > 30_000 ? 2 : count > 5_000 ? 3 : count > 800 ? 4 : 6;
}

/** Draws the points that are in view, one colour after the other. `ratio` is device pixels per pixel. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  points: PointsToDraw,
  box: ViewBox,
  size: Size,
  ratio: number,
): void {
  const { x, y, colour, colours, only } = points;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const side = pointSize(x.length);
  const buckets: number[][] = colours.map(() => []);
  for (let at = 0; at < x.length; at++) {
    const { left, top } = toScreen(box, size, x[at]!, y[at]!);
    if (left < -side || top < -side || left > size.width + side || top > size.height + side)
      continue;
    buckets[colour[at]!]?.push(left - side / 2, top - side / 2);
  }
  buckets.forEach((places, c) => {
    context.globalAlpha = only === null || only === c ? 0.75 : 0.07;
    context.fillStyle = colours[c]!;
    for (let at = 0; at < places.length; at += 2)
      context.fillRect(places[at]!, places[at + 1]!, side, side);
  });
  context.globalAlpha = 1;
}

/** A ring around one point. */
export function drawRing(
  context: CanvasRenderingContext2D,
  box: ViewBox,
  size: Size,
  point: { x: number; y: number },
  style: { colour: string; radius: number },
): void {
  const { left, top } = toScreen(box, size, point.x, point.y);
  context.beginPath();
  context.arc(left, top, style.radius, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = style.colour;
  context.stroke();
}
