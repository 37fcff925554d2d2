import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  encodeSavedModel,
  type GraphDef,
} from '../../../../shared/model-files/tensorflow-graph.ts';

/** The decoder tfjs-node carries for the same messages. */
const messages = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js');

const graph: GraphDef = {
  nodes: [
    {
      name: 'in_0',
      op: 'Placeholder',
      inputs: [],
      attrs: {
        dtype: { kind: 'type', value: 1 },
        shape: { kind: 'shape', value: [3, -1, 200_000] },
      },
    },
    {
      name: 'value',
      op: 'Const',
      inputs: ['^in_0', 'other:1'],
      attrs: {
        sizes: { kind: 'ints', value: [1, -2, 300] },
        rate: { kind: 'float', value: 0.25 },
        flag: { kind: 'bool', value: true },
        label: { kind: 'string', value: 'größe' },
        content: {
          kind: 'tensor',
          dtype: 1,
          shape: [2],
          content: new Uint8Array([0, 0, 128, 63, 0, 0, 0, 64]),
        },
      },
    },
  ],
  functions: [],
};

describe('A SavedModel file', () => {
  const model = messages.SavedModel.deserializeBinary(encodeSavedModel(graph));
  const meta = model.getMetaGraphsList()[0];
  const [placeholder, value] = meta.getGraphDef().getNodeList();

  it('reads back through the package’s own decoder with its tag and nodes', () => {
    expect(meta.getMetaInfoDef().getTagsList()).toEqual(['serve']);
    expect([placeholder.getName(), placeholder.getOp()]).toEqual(['in_0', 'Placeholder']);
    expect(value.getInputList()).toEqual(['^in_0', 'other:1']);
  });

  it('keeps every kind of attribute', () => {
    const shape = placeholder.getAttrMap().get('shape').getShape().getDimList();
    expect(shape.map((dim: { getSize(): number }) => dim.getSize())).toEqual([3, -1, 200_000]);
    const attrs = value.getAttrMap();
    expect(attrs.get('sizes').getList().getIList()).toEqual([1, -2, 300]);
    expect(attrs.get('rate').getF()).toBe(0.25);
    expect(attrs.get('flag').getB()).toBe(true);
    expect(Buffer.from(attrs.get('label').getS_asU8()).toString()).toBe('größe');
    expect([...attrs.get('content').getTensor().getTensorContent_asU8()]).toEqual([
      0, 0, 128, 63, 0, 0, 0, 64,
    ]);
  });
});
