import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScorer } from '../../shared/export/score.ts';
import type { CellValue, ColumnType } from '../../shared/model/table.ts';
import { createRandom } from '../../shared/random/index.ts';
import { rocAuc } from '../../shared/statistics/auc.ts';
import { everyModel } from '../support/export/exported.ts';
import { calmRows, plainRow } from '../support/export/every-step.ts';
import { writeFolder } from '../support/export/write-folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';

describe('The notebook of an export', () => {
  it('reads the raw table, finds the exported scores in it, and trains again', async (context) => {
    const python = pythonWith(
      'tensorflow',
      ['tensorflow-cpu', 'scikit-learn', 'nbformat'],
      'keras, sklearn, nbformat',
    );
    if (typeof python === 'string') return context.skip(python);
    const model = everyModel('binary', 5);
    const folder = await writeFolder('notebook', model);
    const random = createRandom(4);
    const scorer = createScorer(model);
    // An empty field is missing in a file, and files are read as text.
    const rows = calmRows(1500, 8).map((row) =>
      plainRow(row)
        .slice(0, model.inputs.length)
        .map((value, at) => (isWritten(value, model.inputs[at]?.type) ? value : null)),
    );
    const scores = rows.map((row) => scorer.score(row).scores[0] ?? 0);
    const classes = scores.map((score) => (random.next() < 20 * (score - 0.06) ? 1 : 0));
    const [no = '', yes = ''] = model.prep.label.classes;
    const lines = [
      [...model.inputs.map(({ name }) => name), model.prep.label.column],
      ...rows.map((row, at) => [
        ...row.map((value) => String(value ?? '')),
        classes[at] ? yes : no,
      ]),
    ].map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
    writeFileSync(join(folder, 'rows.csv'), `${lines.join('\n')}\n`);
    const printed = runPython(python, ['reproduce.py', 'rows.csv'], folder);
    process.stdout.write(printed);
    const wanted = rocAuc(scores, (row) => classes[row] === 1)?.toFixed(4);
    expect(printed).toContain(`exported: ROC AUC ${wanted}`);
    expect(printed).toMatch(/trained again: ROC AUC 0\.\d+/);
    expect(printed).toMatch(/logistic: ROC AUC 0\.\d+/);
    const check =
      'import nbformat; nbformat.validate(nbformat.read("reproduce.ipynb", as_version=4)); print("valid")';
    expect(runPython(python, ['-c', check], folder)).toContain('valid');
    rmSync(folder, { recursive: true });
  });
});

/** Whether a file can hold the value in a column of the type: no 2 for a truth value, no fraction among whole numbers. */
function isWritten(value: CellValue, type: ColumnType | undefined): boolean {
  if (typeof value !== 'number') return true;
  if (type === 'boolean') return value === 0 || value === 1;
  return type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
}
