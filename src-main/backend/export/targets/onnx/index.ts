import { onnxFile, splitPlan } from '../../graph/index.ts';
import { textFile } from '../folder/files.ts';
import { goldenFile } from '../folder/golden-file.ts';
import { readme } from '../folder/readme.ts';
import { pythonValue, sampleValues } from '../folder/sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { verifyScript } from './verify-script.ts';

/** One ONNX file that takes named columns of raw values and gives score and label. */
export const onnx: ExportTarget = {
  id: 'onnx',
  for: 'network',
  without: ['unseen'],
  usage: (model) => {
    const values = sampleValues(model, splitPlan(model));
    const feeds = values.map(
      ({ column, value }) => `    ${JSON.stringify(column.name)}: ${pythonValue(value, column)},`,
    );
    return { language: 'python', code: ['row = {', ...feeds, '}', ...call].join('\n') };
  },
  *write(model) {
    const split = splitPlan(model);
    yield { path: 'model.onnx', bytes: onnxFile(model, split) };
    yield goldenFile(model, split);
    yield textFile('verify.py', verifyScript);
    yield readme(model, {
      about: {
        en: 'ONNX with the preparation inside: raw values in, score and label out, for ONNX Runtime in Python, Java, C#, C++, Node and browsers.',
        zh: '预处理包含在内的 ONNX 模型：输入原始值，输出得分和标签，可用于 Python、Java、C#、C++、Node 和浏览器中的 ONNX Runtime。',
      },
      language: 'python',
      usage: ['import math', 'import numpy as np, onnxruntime', '', onnx.usage(model).code].join(
        '\n',
      ),
      verify: 'pip install onnxruntime numpy\npython verify.py',
      columns: split.columns,
      emptyIsMissing: true,
      outside: split.outside,
      notes,
    });
  },
};

const call = [
  'session = onnxruntime.InferenceSession("model.onnx")',
  'wanted = {i.name: i.type for i in session.get_inputs()}',
  'feeds = {',
  '    name: np.array([[row[name]]], dtype=np.float64 if kind == "tensor(double)" else object)',
  '    for name, kind in wanted.items()',
  '}',
  'print(dict(zip([o.name for o in session.get_outputs()], session.run(None, feeds))))',
];

const notes = [
  {
    en: 'ONNX Runtime 1.17 or later (operator set 20: operators on text). Every input is [N, 1]; the empty text is a missing value, since text has no null here.',
    zh: '需要 ONNX Runtime 1.17 或更高版本（算子集 20，含文本算子）。每个输入的形状为 [N, 1]；此处文本没有 null，空文本即缺失值。',
  },
  {
    en: 'Numbers are computed as float64 and rounded to float32 last, so the features are those of the application bit for bit (a zero may lose its sign). Dates are read with T or a blank, fractions and zones; 30 February is a missing date.',
    zh: '数字以 float64 计算，最后才舍入为 float32，因此特征与应用程序逐位一致（零的符号可能丢失）。日期可带 T 或空格、小数秒和时区；2 月 30 日视为缺失。',
  },
  {
    en: 'The network is float32: scores agree within 1e-6 where every feature is at most 10, and within 5e-6 elsewhere. A feature beyond about 1e30 overflows and gives NaN.',
    zh: '网络为 float32：所有特征绝对值不超过 10 时得分误差在 1e-6 以内，其余在 5e-6 以内。特征超过约 1e30 时会溢出，得到 NaN。',
  },
  {
    en: 'Rows that cleaning would have dropped are scored all the same, and unseen categories are not reported.',
    zh: '清洗时会被删除的行仍会得到得分，也不会报告未见过的类别。',
  },
];
