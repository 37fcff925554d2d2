import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { PointIndex } from '../../../../src-renderer/charts/points/point-index.ts';
import {
  fit,
  pan,
  toPlane,
  toScreen,
  zoom,
} from '../../../../src-renderer/charts/points/view-box.ts';

const random = createRandom(4);
const x = Array.from({ length: 2000 }, () => random.next() * 10 - 3);
const y = Array.from({ length: 2000 }, () => random.next() * 2);
const size = { width: 640, height: 400 };

describe('the nearest point to a place', () => {
  const index = new PointIndex({ x, y });

  it('is the one that looking at all of them finds, wherever that is within reach', () => {
    for (let asked = 0; asked < 300; asked++) {
      const [px, py] = [random.next() * 12 - 4, random.next() * 3 - 0.5];
      const distances = x.map((value, at) => Math.hypot(value - px, y[at]! - py));
      const least = Math.min(...distances);
      const found = index.nearest(px, py, 0.3);
      if (least > 0.3) expect(found).toBe(-1);
      else expect(distances[found]).toBeCloseTo(least, 12);
    }
  });

  it('is found where all points are the same, and where there are none', () => {
    expect(new PointIndex({ x: [1, 1], y: [2, 2] }).nearest(1, 2, 0.1)).toBeGreaterThanOrEqual(0);
    expect(new PointIndex({ x: [], y: [] }).nearest(1, 2, 0.1)).toBe(-1);
  });
});

describe('the part of the plane on screen', () => {
  const whole = fit({ x, y }, size);

  it('holds every point at first', () => {
    for (let at = 0; at < x.length; at++) {
      const { left, top } = toScreen(whole, size, x[at]!, y[at]!);
      expect(left).toBeGreaterThanOrEqual(15.9);
      expect(left).toBeLessThanOrEqual(size.width - 15.9);
      expect(top).toBeGreaterThanOrEqual(15.9);
      expect(top).toBeLessThanOrEqual(size.height - 15.9);
    }
  });

  it('maps back to the plane what it maps to the screen', () => {
    const { left, top } = toScreen(whole, size, 1.5, 0.5);
    const place = toPlane(whole, size, left, top);
    expect([place.x, place.y]).toEqual([expect.closeTo(1.5), expect.closeTo(0.5)]);
  });

  it('keeps the place under the pointer where it is while zooming', () => {
    const before = toPlane(whole, size, 100, 50);
    const after = toPlane(zoom(whole, size, whole, 3, 100, 50), size, 100, 50);
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x), expect.closeTo(before.y)]);
  });

  it('follows the hand while dragging', () => {
    const { left, top } = toScreen(pan(whole, 30, -20), size, 0, 1);
    const before = toScreen(whole, size, 0, 1);
    expect([left - before.left, top - before.top]).toEqual([
      expect.closeTo(30),
      expect.closeTo(-20),
    ]);
  });
});
