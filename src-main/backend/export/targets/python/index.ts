import { json } from '#shared/model/json.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { isNumberType } from '../../graph/index.ts';
import { jsonFile, textFile } from '../folder/files.ts';
import { goldenFile } from '../folder/golden-file.ts';
import { readme } from '../folder/readme.ts';
import { sampleRow } from '../folder/sample-row.ts';
import type { ExportTarget } from '../target.ts';
import { portraitModel } from './portrait-model.ts';
import { portraitPrep } from './portrait-prep.ts';
import { scoreScript, verifyScript } from './scripts.ts';

/** Readable Python: cleaning, preparation and network in numpy, a script for CSV files, and the model as JSON. */
export const python: ExportTarget = {
  id: 'python',
  for: 'network',
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
    yield jsonFile('model.json', json.parse(model));
    yield textFile('portrait_prep.py', portraitPrep);
    yield textFile('portrait_model.py', portraitModel);
    yield textFile('score.py', scoreScript);
    yield textFile('verify.py', verifyScript);
    yield goldenFile(model, { columns: model.inputs, given: (row) => [...row] });
    yield readme(model, {
      about: {
        en: 'The model as readable Python: cleaning, preparation and network with numpy alone, and a script that scores a CSV file.',
        zh: '以可读的 Python 表示的模型：清洗、预处理和网络仅用 numpy 实现，另附对 CSV 文件评分的脚本。',
      },
      language: 'python',
      usage: python.usage(model).code,
      verify: 'pip install numpy\npython verify.py\npython score.py people.csv scores.csv',
      columns: model.inputs,
      emptyIsMissing: false,
      outside: [],
      notes,
    });
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
  {
    en: 'Features are those of the application bit for bit; scores are computed in float64. `None` and `""` are two values, as in the application; `score.py` takes an empty field for missing.',
    zh: '特征与应用程序逐位一致；得分以 float64 计算。`None` 与 `""` 是两个不同的值，与应用程序相同；`score.py` 把空字段视为缺失。',
  },
  {
    en: '`pandas.read_csv` turns “NA” and “null” into missing values and strips leading zeros: read files with `Preparation.read_csv`, or with dtype=str, keep_default_na=False.',
    zh: '`pandas.read_csv` 会把“NA”“null”变为缺失值并去掉前导零：请用 `Preparation.read_csv` 读取文件，或设 dtype=str、keep_default_na=False。',
  },
];
