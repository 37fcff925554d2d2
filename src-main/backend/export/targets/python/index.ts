import { json } from '#shared/model/json.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { canonicalJson } from '../../../lib/index.ts';
import { goldenFile } from '../golden-file.ts';
import { readMe } from '../read-me.ts';
import { sampleRow } from '../sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { preparationModules } from './modules.ts';
import { portraitModel } from './portrait-model.ts';
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
    yield textFile('model.json', canonicalJson(json.parse(withoutGolden(model)), 1));
    yield* preparationModules(model.prep);
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

/** Golden rows have a file of their own. */
export function withoutGolden(model: ExportedModel): Omit<ExportedModel, 'golden'> {
  const { golden: _golden, ...rest } = model;
  return rest;
}

const notes = [
  '`python score.py people.csv scores.csv` scores a file of comma-separated values; an empty field is missing there. In `rows`, `None` and `""` are two values, as in the application.',
  'Needs numpy only. Features are those of the application bit for bit, scores are computed in float64. `pandas.read_csv` turns “NA” and “null” into missing values and strips leading zeros: read files with `Preparation.read_csv`, or with `dtype=str, keep_default_na=False`.',
];
