import { json } from '#shared/model/json.ts';
import { canonicalJson } from '../../../lib/index.ts';
import { goldenFile } from '../golden-file.ts';
import { preparationModules } from '../python/modules.ts';
import { python, withoutGolden } from '../python/index.ts';
import { readMe } from '../read-me.ts';
import type { ExportTarget } from '../target.ts';
import { textFile } from '../text-file.ts';
import { kerasFile } from './keras-file.ts';
import { verifyScript } from './verify-script.ts';

/** The network for Keras 3, to be trained on or served, with the preparation beside it in Python. */
export const keras: ExportTarget = {
  id: 'keras',
  without: ['decision', 'unseen'],
  usage: (model) => ({
    language: 'python',
    code: python
      .usage(model)
      .code.replace('from portrait_model import Model\n', imports)
      .replace(
        'model = Model.load("model.json")\nscores = model.scores(',
        'features = prep.features(',
      )
      .replace(/print\(.*\)$/, 'print(model.predict(features))'),
  }),
  *write(model) {
    yield { path: 'model.keras', bytes: kerasFile(model) };
    yield* preparationModules(model.prep);
    yield textFile('model.json', canonicalJson(json.parse(withoutGolden(model)), 1));
    yield readMe(model, {
      title: 'Keras',
      call: keras.usage(model),
      verify: 'pip install keras tensorflow-cpu && python verify.py',
      notes: [
        'For Keras 3.0.5 and later, with any of its backends. `model.keras` is the network alone: features go in as `portrait_prep.py` makes them from raw rows, bit for bit as the application does. It can be trained on: compile it first.',
        ...(model.prep.label.kind === 'number'
          ? [
              `The network gives (value - ${model.prep.label.offset}) * ${model.prep.label.factor}: divide and add to have the label’s own unit.`,
            ]
          : []),
        'Scores agree within 1e-6 where every feature is at most 10, within 5e-6 elsewhere.',
      ],
    });
    yield goldenFile(model, { columns: model.inputs, given: (row) => [...row] });
    yield textFile('verify.py', verifyScript);
  },
};

const imports = `import keras
from portrait_prep import Preparation

prep = Preparation.load("model.json")
model = keras.saving.load_model("model.keras", compile=False)
`;
