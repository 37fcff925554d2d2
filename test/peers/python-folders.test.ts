import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everyModel, goldenOf, labels, withoutDenormals } from '../support/export/exported.ts';
import { hashedSteps } from '../support/export/code-steps.ts';
import { oddRows } from '../support/export/every-step.ts';
import { writeFolder } from '../support/export/write-folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';

const kinds = Object.keys(labels) as (keyof typeof labels)[];

const peers = [
  {
    id: 'onnx',
    python: pythonWith('onnx', ['onnxruntime', 'onnx', 'numpy'], 'onnxruntime, onnx, numpy'),
  },
  { id: 'python', python: pythonWith('onnx', ['onnxruntime', 'onnx', 'numpy'], 'numpy') },
  {
    id: 'saved_model',
    python: pythonWith('tensorflow', ['tensorflow-cpu'], 'tensorflow'),
  },
  {
    id: 'keras',
    python: pythonWith('tensorflow', ['tensorflow-cpu'], 'keras'),
  },
  {
    id: 'keras',
    python: pythonWith('keras-oldest', ['keras==3.0.5', 'tensorflow-cpu'], 'keras'),
  },
  {
    id: 'mlflow',
    python: pythonWith(
      'mlflow',
      ['mlflow-skinny', 'onnxruntime', 'numpy', 'pandas'],
      'mlflow, onnxruntime',
    ),
  },
];

describe.each(peers)(
  'A folder for $id, checked by its own script over 10,000 odd rows',
  ({ id, python }) => {
    it.for(kinds)('agrees (%s)', async (kind, context) => {
      if (typeof python === 'string') return context.skip(python);
      const model = everyModel(kind, 9);
      const rows = kind === 'binary' ? 10_000 : 1000;
      const folder = await writeFolder(id, {
        ...model,
        golden: goldenOf(model, withoutDenormals(oddRows(rows, 5))),
      });
      const printed = runPython(python, ['verify.py'], folder);
      expect(printed).toContain(`${rows} rows agree`);
      process.stdout.write(`${id}, ${python.version}, ${kind}: ${printed}`);
      rmSync(folder, { recursive: true });
    });
  },
);

describe('A Python folder of hashed columns and truth values in words', () => {
  it.for(kinds)('agrees over 10,000 odd rows, features bit for bit (%s)', async (kind, context) => {
    const python = peers[1]?.python ?? '';
    if (typeof python === 'string') return context.skip(python);
    const model = everyModel(kind, 9, {}, hashedSteps);
    const folder = await writeFolder('python', {
      ...model,
      golden: goldenOf(model, oddRows(10_000, 6)),
    });
    expect(runPython(python, ['verify.py'], folder)).toContain('10000 rows agree');
    rmSync(folder, { recursive: true });
  });
});

describe('An exported ONNX file', () => {
  it('passes the full check of the onnx package', async (context) => {
    const python = peers[0]?.python ?? '';
    if (typeof python === 'string') return context.skip(python);
    const folder = await writeFolder('onnx', everyModel('binary', 9));
    const check =
      'import onnx; onnx.checker.check_model(onnx.load("model.onnx"), full_check=True); print("clean")';
    expect(runPython(python, ['-c', check], folder)).toContain('clean');
    rmSync(folder, { recursive: true });
  });
});
