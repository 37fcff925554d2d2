import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { Activation } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';

export type NotebookCell = { type: 'markdown' | 'code'; text: string };

const activations: { [name in Activation]: string } = {
  linear: 'linear',
  relu: 'relu',
  leakyRelu: 'leaky_relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  swish: 'silu',
  softplus: 'softplus',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
};

/** The run again, step by step: read, encode, compare, split, train the same net with Keras, and a plain model beside it. */
export function notebookCells(model: ExportedModel): NotebookCell[] {
  const { label } = model.prep;
  const { train, validation, test } = model.source.rows;
  const all = Math.max(1, train + validation + test);
  const md = (text: string): NotebookCell => ({ type: 'markdown', text });
  const code = (text: string): NotebookCell => ({ type: 'code', text });
  return [
    md(
      `# ${model.name} again\n\nReads the raw table, prepares it as Portrait did, checks the exported scores, and trains the same network with Keras beside a plain model of scikit-learn. It is not the same run bit for bit: first weights, order of rows and dropout come from other generators, and the split is drawn anew with the same shares.`,
    ),
    code(
      `import sys\n\nimport keras\nimport numpy as np\nfrom sklearn.dummy import DummyClassifier, DummyRegressor\nfrom sklearn.linear_model import LinearRegression, LogisticRegression\nfrom sklearn.metrics import log_loss, mean_absolute_error, r2_score, roc_auc_score\nfrom sklearn.model_selection import train_test_split\n\nfrom portrait_model import Model\n\nFILE = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].endswith(".csv") else ${python(model.source.data[0]?.name ?? 'data.csv')}\nLABEL = ${python(label.column)}\nmodel = Model.load("model.json")\nkeras.utils.set_random_seed(${model.source.seed % 2 ** 31})`,
    ),
    md('## Read and prepare'),
    code(readCode(model)),
    md('## The exported model on these rows'),
    code(`scores = model.scores(rows)\n${measure(model, 'scores', 'y', 'exported')}`),
    md('## Split'),
    code(
      `at = np.arange(len(x))\nlearn, test = train_test_split(at, test_size=${share(test, all)}, random_state=1${stratify(model, 'y')})\ntrain, check = train_test_split(learn, test_size=${share(validation, train + validation)}, random_state=1${stratify(model, 'y[learn]')})`,
    ),
    ...(model.prep.steps.some(({ type }) => type === 'target')
      ? [
          md('## Mean labels of the training rows, each from the labels of other folds'),
          code(outOfFold),
        ]
      : []),
    md('## The same network, trained again'),
    code(networkCode(model)),
    code(trainCode(model)),
    code(
      `outputs = net.predict(x[test], verbose=0)\nagain = ${decoded(model, 'outputs')}\n${measure(model, 'again', 'y[test]', 'trained again')}`,
    ),
    md('## Beside it, a plain model and a guess'),
    code(plainCode(model)),
  ];
}

/** Puts mean labels of other folds in place of the rows' own, as Features does before training. */
const outOfFold = `from sklearn.model_selection import KFold

x = x.copy()
for first, step, texts in model.prep.mean_labels(rows):
    for other, own in KFold(5, shuffle=True, random_state=1).split(learn):
        other, own = learn[other], learn[own]
        for at, output in enumerate(step["outputs"]):
            label = y.astype(float) if output["name"] is None else (y == at).astype(float)
            overall, m, sums = label[other].mean(), output["smoothing"], {}
            for row in other:
                count, total = sums.get(texts[row], (0, 0.0))
                sums[texts[row]] = count + 1, total + label[row]
            for row in own:
                count, total = sums.get(texts[row], (0, 0.0))
                mean = overall if m is None or count + m == 0 else (total + m * overall) / (count + m)
                x[row, first + at] = (mean - output["offset"]) * output["factor"]`;

/** Text as Python's own literal: JSON's, which Python reads alike. */
const python = (text: string): string => JSON.stringify(text);

function share(part: number, whole: number): string {
  const value = whole === 0 ? 0 : part / whole;
  return String(Number((value > 0 && value < 1 ? value : 0.2).toFixed(4)));
}

function stratify({ prep }: ExportedModel, y: string): string {
  return prep.label.kind === 'number' ? '' : `, stratify=${y}`;
}

function readCode({ prep: { label } }: ExportedModel): string {
  const head = `rows = model.prep.read_csv(FILE)\n`;
  if (label.kind === 'number')
    return `${head}rows = [row for row in rows if row[LABEL] not in (None, "")]\nx = model.prep.features(rows)\ny = np.array([float(row[LABEL]) for row in rows])`;
  return `${head}classes = {name: at for at, name in enumerate(${JSON.stringify(label.classes)})}\nfor text, name in (("1", "TRUE"), ("true", "TRUE"), ("True", "TRUE"), ("0", "FALSE"), ("false", "FALSE"), ("False", "FALSE")):\n    if name in classes:\n        classes.setdefault(text, classes[name])\nrows = [row for row in rows if row[LABEL] in classes]\nx = model.prep.features(rows)\ny = np.array([classes[row[LABEL]] for row in rows])`;
}

function measure({ prep }: ExportedModel, scores: string, y: string, name: string): string {
  if (prep.label.kind === 'number')
    return `print("${name}: mean absolute error %.4g, R2 %.4f" % (mean_absolute_error(${y}, ${scores}), r2_score(${y}, ${scores})))`;
  const extra = prep.label.kind === 'classes' ? ', multi_class="ovr"' : '';
  return `print("${name}: ROC AUC %.4f, log loss %.4f" % (roc_auc_score(${y}, ${scores}${extra}), log_loss(${y}, ${scores})))`;
}

function decoded({ prep: { label } }: ExportedModel, outputs: string): string {
  if (label.kind === 'number') return `${outputs}[:, 0] / ${label.factor} + ${label.offset}`;
  return label.kind === 'binary' ? `${outputs}[:, 0]` : outputs;
}

function networkCode({ spec }: ExportedModel): string {
  const layers = spec.layers.map((layer) => {
    if (layer.type === 'dropout') return `    keras.layers.Dropout(${layer.rate}),`;
    if (layer.type === 'batchNorm')
      return `    keras.layers.BatchNormalization(momentum=${layer.momentum}, epsilon=${layer.epsilon}),`;
    const penalty =
      layer.l1 > 0 || layer.l2 > 0
        ? `, kernel_regularizer=keras.regularizers.L1L2(${layer.l1}, ${layer.l2})`
        : '';
    const initialiser = initialisers[layer.initialiser];
    return `    keras.layers.Dense(${layer.units}, activation="${activations[layer.activation]}", kernel_initializer="${initialiser}"${penalty}),`;
  });
  const { units, activation } = spec.output;
  return [
    'net = keras.Sequential([',
    `    keras.Input((${spec.inputs},)),`,
    ...layers,
    `    keras.layers.Dense(${units}, activation="${activation}"),`,
    '])',
  ].join('\n');
}

const initialisers = {
  glorotUniform: 'glorot_uniform',
  glorotNormal: 'glorot_normal',
  heUniform: 'he_uniform',
  heNormal: 'he_normal',
  lecunNormal: 'lecun_normal',
  zeros: 'zeros',
};

const losses = {
  binaryCrossentropy: 'binary_crossentropy',
  categoricalCrossentropy: 'categorical_crossentropy',
  meanSquaredError: 'mean_squared_error',
  meanAbsoluteError: 'mean_absolute_error',
  huber: 'huber',
};

function trainCode({ spec, prep: { label }, training }: ExportedModel): string {
  const target =
    label.kind === 'number'
      ? `(y - ${label.offset}) * ${label.factor}`
      : label.kind === 'classes'
        ? `np.eye(${label.classes.length})[y]`
        : 'y.astype("float32")';
  const stop = training?.earlyStopping ?? null;
  const callbacks =
    stop === null
      ? ''
      : `, callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=${stop.patience}, min_delta=${stop.minDelta}, restore_best_weights=${stop.restoreBest ? 'True' : 'False'})]`;
  return [
    `target = ${target}`,
    `net.compile(optimizer=${optimiserCode(training)}, loss="${losses[spec.output.loss]}")`,
    ...notCarried(training).map((note) => `# Not done again here: ${note}.`),
    `net.fit(x[train], target[train], validation_data=(x[check], target[check]), batch_size=${training?.batchSize ?? 32}, epochs=${training?.epochs ?? 10}, verbose=0${callbacks})`,
  ].join('\n');
}

function optimiserCode(training: TrainSettings | undefined): string {
  const rate = training?.learningRate ?? 0.001;
  const norm = training?.clipNorm ?? null;
  const clip = norm === null ? '' : `, global_clipnorm=${norm}`;
  const optimizer = training?.optimizer;
  switch (optimizer?.type) {
    case 'sgd':
      return `keras.optimizers.SGD(${rate}${clip})`;
    case 'momentum':
      return `keras.optimizers.SGD(${rate}, momentum=${optimizer.momentum}, nesterov=${optimizer.nesterov ? 'True' : 'False'}${clip})`;
    case 'rmsprop':
      return `keras.optimizers.RMSprop(${rate}, rho=${optimizer.rho}, epsilon=${optimizer.epsilon}${clip})`;
    case 'adamw':
      return `keras.optimizers.AdamW(${rate}, weight_decay=${optimizer.weightDecay}, beta_1=${optimizer.beta1}, beta_2=${optimizer.beta2}, epsilon=${optimizer.epsilon}${clip})`;
    case 'adam':
      return `keras.optimizers.Adam(${rate}, beta_1=${optimizer.beta1}, beta_2=${optimizer.beta2}, epsilon=${optimizer.epsilon}${clip})`;
    default:
      return `keras.optimizers.Adam(${rate}${clip})`;
  }
}

function notCarried(training: TrainSettings | undefined): string[] {
  if (training === undefined) return ['the settings of training were not kept'];
  const { schedule, classWeights, earlyStopping, privacy, augmentation } = training;
  return [
    ...(privacy === undefined
      ? []
      : ['clipping and noise of private training: this one hides nobody']),
    ...(schedule.type === 'constant'
      ? []
      : [`the schedule of the learning rate (${schedule.type})`]),
    ...(classWeights === 'none' ? [] : ['class weights']),
    ...(augmentation === undefined ? [] : [`rows made by ${augmentation.type}`]),
    ...(earlyStopping === null || earlyStopping.metric === 'loss'
      ? []
      : [`early stopping by ${earlyStopping.metric}: here by the loss`]),
  ];
}

function plainCode(model: ExportedModel): string {
  const isNumber = model.prep.label.kind === 'number';
  const predict = isNumber ? 'predict(x[test])' : 'predict_proba(x[test])';
  const column = model.prep.label.kind === 'binary' ? '[:, 1]' : '';
  const plain = isNumber ? 'LinearRegression()' : 'LogisticRegression(max_iter=1000)';
  const guess = isNumber ? 'DummyRegressor()' : 'DummyClassifier(strategy="prior")';
  return [
    `plain = ${plain}.fit(x[learn], y[learn]).${predict}${column}`,
    measure(model, 'plain', 'y[test]', isNumber ? 'linear' : 'logistic'),
    `guess = ${guess}.fit(x[learn], y[learn]).${predict}${column}`,
    measure(model, 'guess', 'y[test]', 'guess'),
  ].join('\n');
}
