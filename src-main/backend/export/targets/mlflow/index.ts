import { isNumberType, onnxFile, splitPlan, type PlanSplit } from '../../graph/index.ts';
import { graphGolden } from '../graph-golden.ts';
import { graphNotes } from '../graph-notes.ts';
import { readMe } from '../read-me.ts';
import { sampleValues } from '../sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { loaderScript, verifyScript } from './scripts.ts';

/** A folder that MLflow loads, logs and serves as a python_function: the ONNX model with a loader and a signature. */
export const mlflow: ExportTarget = {
  id: 'mlflow',
  without: ['unseen'],
  usage: (model) => {
    const row = sampleValues(model, splitPlan(model)).map(({ column, value }) => {
      const isNumber = isNumberType(column.type);
      const given = value === null ? 'None' : isNumber ? `float(${value})` : JSON.stringify(value);
      return `    ${JSON.stringify(column.name)}: ${given},`;
    });
    return { language: 'python', code: [...imports, ...row, '}])))'].join('\n') };
  },
  *write(model) {
    const split = splitPlan(model);
    yield textFile('MLmodel', mlModel(split, model.source.weightsHash));
    yield textFile('code/portrait_loader.py', loaderScript);
    yield { path: 'data/model.onnx', bytes: onnxFile(model, split) };
    yield textFile('requirements.txt', 'mlflow-skinny\nnumpy\nonnxruntime\npandas');
    yield readMe(model, {
      title: 'MLflow',
      call: mlflow.usage(model),
      verify: 'pip install -r requirements.txt && python verify.py',
      notes: [
        'Serve it with `mlflow models serve -m . --env-manager local`, or log it with `mlflow.pyfunc`. All columns are optional in the signature: what is absent is missing. MLflow refuses an int64 column for a `double` input: convert it with `astype(float)`.',
        ...graphNotes(split),
      ],
    });
    yield graphGolden(model, split);
    yield textFile('verify.py', verifyScript);
  },
};

const imports = [
  'import mlflow.pyfunc, pandas as pd',
  '',
  'model = mlflow.pyfunc.load_model(".")',
  'print(model.predict(pd.DataFrame([{',
];

/** YAML of which every text is JSON, which YAML reads. No dates and no random ids: the same model gives the same bytes. */
function mlModel({ columns }: PlanSplit, hash: string): string {
  const inputs = columns.map(({ name, type }) => ({
    ...{ type: isNumberType(type) ? 'double' : 'string', name },
    required: false,
  }));
  return [
    'flavors:',
    '  python_function:',
    '    code: code',
    '    data: data',
    '    loader_module: portrait_loader',
    '    python_version: "3.11"',
    `model_uuid: ${hash.slice(0, 32)}`,
    'signature:',
    `  inputs: ${JSON.stringify(JSON.stringify(inputs))}`,
    '  outputs: null',
    '  params: null',
    'utc_time_created: "2000-01-01 00:00:00.000000"',
  ].join('\n');
}
