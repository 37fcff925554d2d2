import { isNumberType, savedModelFile, splitPlan } from '../../graph/index.ts';
import { textFile } from '../folder/files.ts';
import { goldenFile } from '../folder/golden-file.ts';
import { readme } from '../folder/readme.ts';
import { pythonValue, sampleValues } from '../folder/sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { verifyScript } from './verify-script.ts';

/** A TensorFlow SavedModel that takes named columns of raw values, for TensorFlow and TensorFlow Serving. */
export const savedModel: ExportTarget = {
  id: 'saved-model',
  for: 'network',
  without: ['unseen'],
  usage: (model) => {
    const feeds = sampleValues(model, splitPlan(model)).map(({ column, value }) => {
      const type = isNumberType(column.type) ? 'tf.float64' : 'tf.string';
      const given = pythonValue(value, column);
      return `    ${JSON.stringify(column.name)}: tf.constant([${given}], ${type}),`;
    });
    return { language: 'python', code: ['row = {', ...feeds, '}', ...call].join('\n') };
  },
  *write(model) {
    const split = splitPlan(model);
    yield { path: 'saved_model.pb', bytes: savedModelFile(model, split) };
    yield goldenFile(model, split);
    yield textFile('verify.py', verifyScript);
    yield readme(model, {
      about: {
        en: 'A TensorFlow SavedModel with the preparation inside: raw values in, score and label out, for TensorFlow, TensorFlow Serving and what reads them.',
        zh: '预处理包含在内的 TensorFlow SavedModel：输入原始值，输出得分和标签，可用于 TensorFlow、TensorFlow Serving 及兼容的工具。',
      },
      language: 'python',
      usage: ['import math', 'import tensorflow as tf', '', savedModel.usage(model).code].join(
        '\n',
      ),
      verify: 'pip install tensorflow-cpu\npython verify.py',
      columns: split.columns,
      emptyIsMissing: true,
      outside: split.outside,
      notes,
    });
  },
};

const call = [
  'score = tf.saved_model.load(".").signatures["serving_default"]',
  'print(score(**{name: row[name] for name in score.structured_input_signature[1]}))',
];

const notes = [
  {
    en: 'Every input is [N]; text has no null here, the empty text is a missing value. JSON for TensorFlow Serving: `{"instances": [{"column": value, ...}]}` with the column names as they are; it refuses fields that are no inputs.',
    zh: '每个输入的形状为 [N]；此处文本没有 null，空文本即缺失值。TensorFlow Serving 的 JSON：`{"instances": [{"列": 值, ...}]}`，列名原样使用；多余的字段会被拒绝。',
  },
  {
    en: 'Weights are constants and categories hash tables in the file: there is no variables folder. Features are those of the application bit for bit, but for numbers below 2.3e-308, which TensorFlow takes for 0.',
    zh: '权重为常量，类别为文件中的哈希表，没有 variables 文件夹。特征与应用程序逐位一致，但小于 2.3e-308 的数字会被 TensorFlow 当作 0。',
  },
  {
    en: 'The network is float32: scores agree within 1e-6 where every feature is at most 10, and within 5e-6 elsewhere.',
    zh: '网络为 float32：所有特征绝对值不超过 10 时得分误差在 1e-6 以内，其余在 5e-6 以内。',
  },
];
