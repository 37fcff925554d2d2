import { StandardRPCJsonSerializer } from '@orpc/client/standard';
import { describe, expect, it } from 'vitest';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

const serializer = new StandardRPCJsonSerializer(rpcOptions);
/** What arrives of a value that was written to text on the way, and the text. */
function sent(value: unknown): { arrived: unknown; written: string } {
  const [data, meta] = serializer.serialize(value);
  const written = JSON.stringify([data, meta]);
  const [readData, readMeta] = JSON.parse(written);
  return { arrived: serializer.deserialize(readData, readMeta), written };
}
const long = <T>(...values: T[]): T[] =>
  Array.from({ length: 1000 }, (_, at) => values[at % values.length]!);

describe('what crosses between window and backend', () => {
  it('keeps every bit of 32-bit floats, those no JSON has among them', () => {
    const x = Float32Array.of(0, -0, 1.1, NaN, Infinity, -Infinity, 2 ** -149, 3.4e38);
    const { arrived } = sent({ x, empty: new Float32Array() });
    expect(arrived).toEqual({ x, empty: new Float32Array() });
  });

  it('takes six bytes a float at most', () => {
    const x = Float32Array.from({ length: 10_000 }, (_, at) => Math.sin(at));
    expect(sent(x).written.length).toBeLessThan(60_000);
  });

  it('keeps long lists as they are, with one note each', () => {
    const lists = {
      ids: long('a "b"', '李\u2028雷', ''),
      values: long<unknown>(1.5, null, 'x', true),
    };
    const { arrived, written } = sent(lists);
    expect(arrived).toEqual(lists);
    expect(JSON.parse(written)[1]).toHaveLength(2);
  });

  it.each([
    ['what is no number', long(1, NaN)],
    ['times', long(new Date(0), new Date(86_400_000))],
    ['what is missing', long<unknown>(1, undefined)],
    ['huge integers', long(2n ** 80n)],
    ['lists', long<unknown>([1], ['a'], [])],
    ['objects', long<unknown>({ a: 1 }, { b: [NaN] })],
  ])('leaves lists of %s to the library', (_, values) => {
    const { arrived } = sent(values);
    expect(arrived).toEqual(values);
  });

  it('refuses numbers that are none', () => {
    expect(() => serializer.deserialize('AAA', [[21]])).toThrow('cut short');
    expect(() => serializer.deserialize(7, [[21]])).toThrow();
    expect(() => serializer.deserialize('{"a":1}', [[22]])).toThrow();
  });
});
