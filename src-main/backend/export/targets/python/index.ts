import { json } from '#shared/model/json.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { isNumberType } from '../../graph/index.ts';
import { canonicalJson } from '../../../lib/index.ts';
import { goldenFile } from '../golden-file.ts';
import { readMe } from '../read-me.ts';
import { sampleRow } from '../sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { portraitModel } from './portrait-model.ts';
import { portraitPrep } from './portrait-prep.ts';
import { scoreScript, verifyScript } from './scripts.ts';

/** Readable Python: cleaning, preparation and network in numpy, a script for CSV files, and the model as JSON. */
export const python: ExportTarget = {
  id: 'python',
  without: ['unseen'],
  usage: (model) => {
    const row = sampleRow(model);
    const pairs = model.inputs.map(
      ({ name }, at) => `    ${JSON.stringify(name)}: ${JSON.stringify(row[at] ?? null)},`,
    );
    const code = [
      'from portrait_model import Model',
      '',
      'model = Model.load("model.json")',
      'scores = model.scores([{',
      ...pairs.map((line) => line.replace(/: null,$/, ': None,')),
      '}])',
      'print(scores, model.labels(scores))',
    ];
    return { language: 'python', code: code.join('\n') };
  },
  *write(model) {
    refuseReading(model);
    yield textFile('model.json', canonicalJson(json.parse(model), 1));
    yield textFile('portrait_prep.py', portraitPrep);
    yield textFile('portrait_model.py', portraitModel);
    yield textFile('score.py', scoreScript);
    yield textFile('verify.py', verifyScript);
    yield readMe(model, {
      title: 'Python',
      call: python.usage(model),
      verify: 'pip install numpy && python verify.py',
      notes,
    });
    yield goldenFile(model);
  },
};

/** Written numbers and dates of every country are not read again in Python. @throws PortraitError export_unfit */
export function refuseReading({ plan }: ExportedModel): void {
  for (const step of plan) {
    if (step.type !== 'retype' || step.to === 'text' || step.to === 'category') continue;
    if (isNumberType(step.from) && (step.to === 'real' || step.to === 'integer')) continue;
    throw new PortraitError('export_written', { column: step.column });
  }
}

const notes = [
  '`python score.py people.csv scores.csv` scores a file of comma-separated values; an empty field is missing there. In `rows`, `None` and `""` are two values, as in the application.',
  'Needs numpy only. Features are those of the application bit for bit, scores are computed in float64. `pandas.read_csv` turns “NA” and “null” into missing values and strips leading zeros: read files with `Preparation.read_csv`, or with `dtype=str, keep_default_na=False`.',
];
