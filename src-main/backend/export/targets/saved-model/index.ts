import { isNumberType, savedModelFile, splitPlan } from '../../graph/index.ts';
import { graphGolden } from '../graph-golden.ts';
import { graphNotes } from '../graph-notes.ts';
import { readMe } from '../read-me.ts';
import { pythonValue, sampleValues } from '../sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { verifyScript } from './verify-script.ts';

/** A TensorFlow SavedModel that takes named columns of raw values, for TensorFlow and TensorFlow Serving. */
export const savedModel: ExportTarget = {
  id: 'saved_model',
  without: ['unseen'],
  usage: (model) => {
    const feeds = sampleValues(model, splitPlan(model)).map(({ column, value }) => {
      const type = isNumberType(column.type) ? 'tf.float64' : 'tf.string';
      const given = pythonValue(value, column);
      return `    ${JSON.stringify(column.name)}: tf.constant([${given}], ${type}),`;
    });
    return { language: 'python', code: [...imports, 'row = {', ...feeds, '}', ...call].join('\n') };
  },
  *write(model) {
    const split = splitPlan(model);
    yield { path: 'saved_model.pb', bytes: savedModelFile(model, split) };
    yield readMe(model, {
      title: 'TensorFlow SavedModel',
      call: savedModel.usage(model),
      verify: 'pip install tensorflow-cpu && python verify.py',
      notes: [
        'Signature `serving_default`, every input [N]. For TensorFlow Serving put the folder under a number, and send `{"instances": [{"COLUMN": VALUE}]}` with the column names as they are; it refuses fields that are no inputs. Weights are constants and categories hash tables in the file: there is no variables folder.',
        ...graphNotes(split),
        'TensorFlow takes numbers below 2.3e-308 for 0.',
      ],
    });
    yield graphGolden(model, split);
    yield textFile('verify.py', verifyScript);
  },
};

const imports = ['import math', 'import tensorflow as tf', ''];
const call = [
  'score = tf.saved_model.load(".").signatures["serving_default"]',
  'print(score(**{name: row[name] for name in score.structured_input_signature[1]}))',
];
