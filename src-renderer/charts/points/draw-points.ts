import { paintPoints, type PointsToDraw, type Rgb } from './paint-points.ts';
import { toScreen, type Size, type ViewBox } from './view-box.ts';

const pictures = new WeakMap<CanvasRenderingContext2D, ImageData>();

/** Draws the points that are in view on the whole canvas. `ratio` is device pixels per pixel. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  points: PointsToDraw,
  box: ViewBox,
  size: Size,
  ratio: number,
): void {
  const picture = pictureOf(context);
  const colours = points.colours.map((colour) => rgbOf(context, colour));
  paintPoints(picture, points, colours, box, size, ratio);
  context.putImageData(picture, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
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

/** A clear picture as large as the canvas; the same one as before where the size is. */
function pictureOf(context: CanvasRenderingContext2D): ImageData {
  const { width, height } = context.canvas;
  const kept = pictures.get(context);
  if (kept?.width === width && kept.height === height) {
    kept.data.fill(0);
    return kept;
  }
  const made = context.createImageData(width, height);
  pictures.set(context, made);
  return made;
}

/** Canvas gives any opaque colour back as `#rrggbb`. */
function rgbOf(context: CanvasRenderingContext2D, colour: string): Rgb {
  context.fillStyle = colour;
  const digits = /^#(..)(..)(..)$/.exec(String(context.fillStyle)) ?? [];
  const part = (at: number) => parseInt(digits[at] ?? '80', 16);
  return [part(1), part(2), part(3)];
}
