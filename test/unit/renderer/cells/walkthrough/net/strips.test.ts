import { describe, expect, it } from 'vitest';
import {
  cellOf,
  shadesOf,
  stripsOf,
  unitAt,
} from '../../../../../../src-renderer/cells/walkthrough/net/strips.ts';

const sizes = [71, 512, 256, 128, 1, 16];
const strips = stripsOf(sizes);

describe('A wide net as strips', () => {
  it.each(sizes.map((units, at) => ({ units, strip: strips[at]! })))(
    'finds each of $units units below the middle of its cell, and none beside',
    ({ units, strip }) => {
      for (let unit = 0; unit < units; unit++) {
        const { x, y, width, height } = cellOf(strip, unit);
        expect(unitAt(strip, x + width / 2, y + height / 2)).toBe(unit);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y + height).toBeLessThanOrEqual(420);
      }
      expect(unitAt(strip, strip.x - 1, strip.y + 1)).toBeNull();
      expect(unitAt(strip, strip.x + 1, strip.y - 1)).toBeNull();
      const last = cellOf(strip, units - 1);
      expect(unitAt(strip, last.x + last.width * 1.5, last.y + last.height / 2)).toBeNull();
      expect(unitAt(strip, last.x, last.y + last.height * 1.5)).toBeNull();
    },
  );

  it('keeps layers apart', () => {
    strips.slice(1).forEach((strip, at) => {
      const before = strips[at]!;
      expect(strip.x).toBeGreaterThan(before.x + before.width * before.perLine);
    });
  });

  it('draws every unit once, by its sign, darker with its size', () => {
    const values = Array.from({ length: 512 }, (_, unit) => Math.sin(unit * 7));
    const shades = shadesOf(strips[1]!, values);
    expect(shades.reduce((sum, { path }) => sum + path.split('M').length - 1, 0)).toBe(512);
    expect(shades.length).toBeLessThanOrEqual(48);
    const [loudest] = [...values.keys()].sort(
      (a, b) => Math.abs(values[b]!) - Math.abs(values[a]!),
    );
    const { x, y } = cellOf(strips[1]!, loudest!);
    const darkest = shades.find(({ path }) => path.includes(`M${x.toFixed(2)} ${y.toFixed(2)}h`));
    expect(darkest).toMatchObject({ share: 1, minus: values[loudest!]! < 0 });
  });

  it('takes a layer whose units all say nothing', () => {
    expect(shadesOf(strips[5]!, Array<number>(16).fill(0))).toMatchObject([
      { minus: false, share: 0 },
    ]);
  });
});
