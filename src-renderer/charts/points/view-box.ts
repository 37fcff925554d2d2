/** The part of the plane that is on screen: its middle, and pixels per unit (the same on both axes). */
export type ViewBox = { x: number; y: number; scale: number };
export type Size = { width: number; height: number };
type Points = { x: ArrayLike<number>; y: ArrayLike<number> };

const margin = 16;
const most = 400;

/** Everything in view. */
export function fit({ x, y }: Points, { width, height }: Size): ViewBox {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < x.length; at++) {
    left = Math.min(left, x[at]!);
    right = Math.max(right, x[at]!);
    low = Math.min(low, y[at]!);
    high = Math.max(high, y[at]!);
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const scale = Math.min(
    (width - 2 * margin) / (right - left || 1),
    (height - 2 * margin) / (high - low || 1),
  );
  return { x: (left + right) / 2, y: (low + high) / 2, scale: Math.max(scale, 1e-9) };
}

/** Where a point of the plane is on screen; y points up in the plane and down on screen. */
export function toScreen(box: ViewBox, { width, height }: Size, x: number, y: number) {
  return { left: (x - box.x) * box.scale + width / 2, top: (box.y - y) * box.scale + height / 2 };
}

export function toPlane(box: ViewBox, { width, height }: Size, left: number, top: number) {
  return { x: (left - width / 2) / box.scale + box.x, y: box.y - (top - height / 2) / box.scale };
}

/** Larger or smaller by `factor` about a place on screen, within bounds of the whole. */
export function zoom(
  box: ViewBox,
  size: Size,
  whole: ViewBox,
  factor: number,
  left: number,
  top: number,
): ViewBox {
  const scale = Math.min(whole.scale * most, Math.max(whole.scale * 0.8, box.scale * factor));
  const about = toPlane(box, size, left, top);
  const moved = toPlane({ ...box, scale }, size, left, top);
  return { x: box.x + about.x - moved.x, y: box.y + about.y - moved.y, scale };
}

export function pan(box: ViewBox, right: number, down: number): ViewBox {
  return { ...box, x: box.x - right / box.scale, y: box.y + down / box.scale };
}
