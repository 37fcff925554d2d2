import type { ExportedModel } from '#shared/export/exported-model.ts';
import { json } from '#shared/model/json.ts';
import type { ColumnType } from '#shared/model/table.ts';
import { canonicalJson } from '../../../lib/index.ts';
import { goldenFile } from '../golden-file.ts';
import { withoutGolden } from '../python/index.ts';
import { preparationModules } from '../python/modules.ts';
import { portraitModel } from '../python/portrait-model.ts';
import { verifyScript } from '../python/scripts.ts';
import { readMe } from '../read-me.ts';
import type { ExportTarget, Usage } from '../target.ts';
import { textFile } from '../text-file.ts';
import { trainScript } from './train-script.ts';
import { trainingModule } from './training-module.ts';

const usage: Usage = {
  language: 'sh',
  code: `pip install "ray[data,train]" tensorflow-cpu
python train_ray.py --workers 2 --out again.json`,
};

/** The rows as Parquet and a program that prepares and trains on a Ray cluster: where one machine is not enough. */
export const ray: ExportTarget = {
  id: 'ray',
  without: ['unseen'],
  people: true,
  size: ({ source: { rows }, inputs }) => ({
    files: ['rows.parquet', 'train_ray.py'],
    bytes:
      fixedBytes +
      Math.round(
        (rows.train + rows.validation + rows.test) *
          inputs.reduce((sum, { type }) => sum + bytesOf[type], 0),
      ),
  }),
  usage: () => usage,
  async *write(model, _assets, _document, rows) {
    if (rows === undefined) throw new RangeError('the rows are not there');
    yield textFile('model.json', canonicalJson(json.parse(withoutGolden(model)), 1));
    yield* preparationModules(model.prep);
    yield textFile('portrait_model.py', portraitModel);
    yield textFile('portrait_training.py', trainingModule);
    yield textFile('train_ray.py', trainScript);
    yield textFile('verify.py', verifyScript);
    yield { path: 'rows.parquet', bytes: await rows() };
    yield readMe(model, {
      title: 'Ray',
      call: usage,
      verify: 'python verify.py',
      notes: [
        '`train_ray.py` reads `rows.parquet` with Ray Data, cleans and encodes it on the workers with `portrait_prep.py`, trains the same layers with the same settings on TensorFlow’s MultiWorkerMirroredStrategy, and measures the test part of the notebook. First weights, order of rows and dropout come from other generators: it is the same model, not the same run. Bounds, fillings and categories are those of the exported preparation; they are not fitted again.',
        'For more rows than these, put Parquet files of the same columns where the workers reach them and pass `--data`: the columns of the table below, `portrait label` (0 or 1, the position of the class, or the number) and `portrait part` (train, validation, test).',
        ...differences(model),
        'The rows themselves are inside: treat the folder as personal data.',
      ],
    });
    yield goldenFile(model);
  },
};

/** What a value takes in a packed file, more or less: few different texts, and numbers of a few digits. */
const bytesOf: Record<ColumnType, number> = {
  ...{ text: 1, category: 0.4, boolean: 0.1, integer: 0.7, real: 2.3, date: 1.5 },
};
const fixedBytes = 150_000;

/** Where the same is done in another way. */
function differences({ training, prep }: ExportedModel): string[] {
  const stop = training?.earlyStopping;
  return [
    ...(stop?.metric === 'auc'
      ? [
          'Early stopping watches the AUC of all workers’ validation rows, of scores rounded to 1/16,384.',
        ]
      : []),
    ...(training?.augmentation
      ? [
          `The notebook’s training also learnt rows made of others (${training.augmentation.type}); here only the rows themselves are learnt.`,
        ]
      : []),
    ...(prep.steps.some(({ type }) => type === 'target')
      ? [
          'Rows that are learnt from get their mean labels out of five folds, with the smoothing of the exported preparation; the fold of a row is a digest of what stands in it, so that equal rows share one. Where Features kept rows of one key together, folds here do not.',
        ]
      : []),
  ];
}
