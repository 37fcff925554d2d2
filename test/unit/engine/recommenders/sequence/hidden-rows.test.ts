import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { sasrecShape } from '#shared/recommenders/sequence-shapes.ts';
import { createRandom } from '#shared/random/index.ts';
import { normals } from '../../../../../src-main/engine/recommenders/factors/random.ts';
import { sizeOf } from '../../../../../src-main/engine/recommenders/neural/dense-part.ts';
import type { ConfigOf } from '../../../../../src-main/engine/recommenders/recommender.ts';
import { caserNet } from '../../../../../src-main/engine/recommenders/sequence/caser-net.ts';
import { gruNet } from '../../../../../src-main/engine/recommenders/sequence/gru-net.ts';
import {
  compiledHidden,
  eagerHidden,
} from '../../../../../src-main/engine/recommenders/sequence/hidden-rows.ts';
import { packRows } from '../../../../../src-main/engine/recommenders/sequence/packed-rows.ts';
import {
  drops,
  sasrecHidden,
} from '../../../../../src-main/engine/recommenders/sequence/sasrec-net.ts';
import type { SequenceNet } from '../../../../../src-main/engine/recommenders/sequence/train-sequences.ts';
import { useRuntime } from '../test-runtimes.ts';

await useRuntime('cpu');

const items = 30;
const refuse = (operation: string): never => {
  throw new Error(`no compiled form of ${operation}`);
};
const common = { factors: 6, maxLength: 20 };
const gru = algorithm.parse({ ...common, type: 'gru4rec', layers: 2 }) as ConfigOf<'gru4rec'>;
const caser = algorithm.parse({ ...common, type: 'caser', window: 4 }) as ConfigOf<'caser'>;
const sasrec = algorithm.parse({ ...common, type: 'sasrec', heads: 2 }) as ConfigOf<'sasrec'>;
const shape = sasrecShape(sasrec, items);
const attention: SequenceNet = {
  ...{ width: shape.width, dense: shape.dense, drops: drops(shape.blocks) },
  hidden: (flat, places, drop) => sasrecHidden(shape, flat, places, drop),
};

describe('Histories compiled come out as by tfjs, whatever their number and length', () => {
  it.each<[string, SequenceNet]>([
    ['SASRec', attention],
    ['GRU4Rec', gruNet(gru, items)],
    ['Caser', caserNet(caser, items)],
  ])('%s', (_, net) => {
    const weights = normals(
      net.dense.map(sizeOf).reduce((a, b) => a + b),
      0.4,
      3,
    );
    const [eager, compiled] = [eagerHidden(net, weights), compiledHidden(net, weights, refuse)];
    const { below } = createRandom(2);
    for (const lengths of [[1], [0, 0], [20, 3, 11, 17, 20, 0, 9], [5, 5], [19], [2, 13, 13, 4]]) {
      const packed = packRows(lengths);
      const ids = new Int32Array(packed.rows * packed.length);
      for (let at = 0; at < ids.length; at++) if (packed.segments[at]! > 0) ids[at] = below(items);
      const [want, got] = [eager(packed, ids), compiled(packed, ids)];
      expect(got.length).toBe(packed.rows * packed.length * net.width);
      // What stands in empty places is nobody's.
      want.forEach((value, at) => {
        if (packed.segments[Math.floor(at / net.width)]! > 0) expect(got[at]).toBeCloseTo(value, 4);
      });
    }
  });
});
