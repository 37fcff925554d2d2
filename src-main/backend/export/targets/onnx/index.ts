import { onnxFile, splitPlan } from '../../graph/index.ts';
import { graphGolden } from '../graph-golden.ts';
import { graphNotes } from '../graph-notes.ts';
import { readMe } from '../read-me.ts';
import { pythonValue, sampleValues } from '../sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { verifyScript } from './verify-script.ts';

/** One ONNX file that takes named columns of raw values and gives score and label. */
export const onnx: ExportTarget = {
  id: 'onnx',
  without: ['unseen'],
  usage: (model) => {
    const values = sampleValues(model, splitPlan(model));
    const feeds = values.map(
      ({ column, value }) => `    ${JSON.stringify(column.name)}: ${pythonValue(value, column)},`,
    );
    return { language: 'python', code: [...imports, 'row = {', ...feeds, '}', ...call].join('\n') };
  },
  *write(model) {
    const split = splitPlan(model);
    yield { path: 'model.onnx', bytes: onnxFile(model, split) };
    yield readMe(model, {
      title: 'ONNX',
      call: onnx.usage(model),
      verify: 'pip install onnxruntime numpy && python verify.py',
      notes: [
        'For ONNX Runtime 1.17 or later (operator set 20, which has text) in Python, Java, C#, C++, Node and browsers; every input is [N, 1].',
        ...graphNotes(split),
      ],
    });
    yield graphGolden(model, split);
    yield textFile('verify.py', verifyScript);
  },
};

const imports = ['import math', 'import numpy as np, onnxruntime', ''];
const call = [
  'session = onnxruntime.InferenceSession("model.onnx")',
  'feeds = {',
  '    i.name: np.array([[row[i.name]]], dtype=np.float64 if i.type == "tensor(double)" else object)',
  '    for i in session.get_inputs()',
  '}',
  'print(dict(zip([o.name for o in session.get_outputs()], session.run(None, feeds))))',
];
