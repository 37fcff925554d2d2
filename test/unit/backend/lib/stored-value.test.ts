import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { decodeStored, encodeStored } from '../../../../src-main/backend/lib/index.ts';

const back = <T>(value: T): T => decodeStored<T>(encodeStored(value));

describe('a value kept as one blob', () => {
  it('comes back as it was, arrays of every type at any depth', () => {
    const value = {
      version: 2,
      ids: ['u1', '李雷', '', 'a\u0000b'],
      flags: [true, false, null],
      rows: { pointer: Int32Array.of(0, 3, -1), value: Float32Array.of(1.5, 2 ** -149) },
      deep: [[{ x: Float64Array.of(Math.PI, 1e308) }], Uint8Array.of(255), Int8Array.of(-128)],
      empty: new Float32Array(),
      unsigned: Uint32Array.of(2 ** 32 - 1),
    };
    expect(back(value)).toEqual(value);
  });

  it('keeps numbers that JSON has no word for, alone and in arrays', () => {
    const value = { list: [NaN, Infinity, -Infinity, -0, 0], of: Float64Array.of(NaN, -0) };
    const read = back(value);
    expect(read.list.map(Object.is.bind(null, -0))).toEqual([false, false, false, true, false]);
    expect(read).toEqual(value);
  });

  it('keeps every bit of a float, also where it means something else', () => {
    const bits = Uint32Array.of(0x7fa00001, 0xffc00002, 1);
    const floats = new Float32Array(bits.buffer);
    expect(new Uint32Array(back(floats).buffer)).toEqual(bits);
  });

  it('keeps keys that look like its own marks, and __proto__', () => {
    const value: unknown = JSON.parse('{"#": 0, "##": "#", "#a": {"#": "NaN"}, "__proto__": 1}');
    expect(back(value)).toEqual(value);
    expect(Object.keys(back(value) as object)).toEqual(['#', '##', '#a', '__proto__']);
  });

  it('takes a part of a larger buffer, and gives arrays of their own', () => {
    const large = Float32Array.of(1, 2, 3, 4);
    const blob = encodeStored({ a: large.subarray(1, 3) });
    const shifted = new Uint8Array(blob.length + 3);
    shifted.set(blob, 3);
    const { a } = decodeStored<{ a: Float32Array }>(shifted.subarray(3));
    expect(a).toEqual(Float32Array.of(2, 3));
    expect(a.buffer.byteLength).toBe(8);
    expect(decodeStored(Buffer.from(blob))).toEqual({ a });
  });

  it('reads what earlier versions wrote', () => {
    const value = { version: 1, raw: Float64Array.of(NaN, 1), labels: [{ type: 'column' }] };
    expect(decodeStored(serialize(value))).toEqual(value);
  });

  it('refuses what is none, what is cut short, and what it cannot keep', () => {
    const blob = encodeStored({ a: Float32Array.of(1, 2, 3) });
    expect(() => decodeStored(blob.subarray(0, blob.length - 1))).toThrow('cut short');
    expect(() => decodeStored(Uint8Array.of(1, 2, 3))).toThrow('no stored value');
    for (const value of [new Map(), new Date(), 1n, () => 1, [undefined]])
      expect(() => encodeStored({ value })).toThrow(TypeError);
  });
});
