import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { paintPoints } from '../../../../src-renderer/charts/points/paint-points.ts';
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

describe('points painted into a picture', () => {
  const colours = [
    [255, 0, 0],
    [0, 0, 255],
  ] as const;
  const small = { width: 40, height: 20 };
  const box = { x: 0, y: 0, scale: 10 };
  const paint = (
    points: { x: number[]; y: number[]; colour: number[]; only: number | null },
    ratio = 1,
  ) => {
    const [width, height] = [small.width * ratio, small.height * ratio];
    const data = new Uint8ClampedArray(width * height * 4);
    paintPoints({ data, width, height }, points, colours, box, small, ratio);
    const at = (left: number, top: number) => [
      ...data.slice((top * width + left) * 4, (top * width + left) * 4 + 4),
    ];
    const inked = [...Array(width * height).keys()].filter((pixel) => data[pixel * 4 + 3]! > 0);
    return { at, inked: inked.map((pixel) => [pixel % width, Math.floor(pixel / width)]) };
  };

  it('are squares around where the plane puts them, in their colour', () => {
    const { at, inked } = paint({ x: [1], y: [0.5], colour: [1], only: null });
    const { left, top } = toScreen(box, small, 1, 0.5);
    expect(inked).toHaveLength(36);
    for (const [column, row] of inked) {
      expect(Math.abs(column! + 0.5 - left)).toBeLessThanOrEqual(3);
      expect(Math.abs(row! + 0.5 - top)).toBeLessThanOrEqual(3);
    }
    expect(at(left, top)).toEqual([0, 0, 255, 191]);
  });

  it('are as large on a screen with more pixels', () => {
    const { inked } = paint({ x: [1], y: [0.5], colour: [1], only: null }, 2);
    expect(inked).toHaveLength(144);
  });

  it('are cut at the edges and left out beyond them', () => {
    const edge = paint({
      x: [-2, -2.29, 9, 0],
      y: [0, 0, 0, -7],
      colour: [0, 0, 0, 0],
      only: null,
    });
    expect(edge.inked.length).toBe(3 * 6);
    expect(edge.inked.every(([left]) => left! < 3)).toBe(true);
  });

  it('stand in full over faint ones where one colour is looked for', () => {
    const { at } = paint({ x: [0, 0.3, -1], y: [0, 0, 0], colour: [0, 1, 1], only: 0 });
    expect(at(20, 10)).toEqual([255, 0, 0, 191]);
    expect(at(25, 10)[3]).toBe(18);
    expect(at(10, 10)[3]).toBe(18);
  });
});
