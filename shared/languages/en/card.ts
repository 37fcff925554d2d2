/** Sentences of a model card. */
export const card = {
  title: (name: string) => `Model card: ${name}`,
  task: {
    binary: (label: string, yes: string) => `Tells with which probability ${label} is “${yes}”.`,
    classes: (label: string, all: string) =>
      `Tells with which probability ${label} is each of ${all}.`,
    number: (label: string) => `Estimates ${label}, a number.`,
  },
  data: 'Data',
  dataHead: ['Table', 'From', 'Rows', 'Fingerprint'],
  synthetic:
    'This data is made up by a generator: the model is an exercise and says nothing of people.',
  protocol: 'How it was made and measured',
  rows: (train: number, validation: number, test: number, unlabelled: number) =>
    `${train} rows to learn from, ${validation} to validate, ${test} to test${unlabelled > 0 ? `; ${unlabelled} had no label and were left out` : ''}.`,
  trained: (when: string, seed: number) => `Trained ${when}, seed ${seed}.`,
  kept: {
    best: 'The weights of the best epoch on the validation part were kept.',
    last: 'The weights of the last epoch were kept.',
  },
  versions: (text: string) => `Versions: ${text}.`,
  unknown: 'at a time that was not kept',
  metrics: 'What it reaches',
  notMeasured: 'No evaluation was exported with it: nothing is known here of how well it predicts.',
  measured: (part: string, rows: number) =>
    `Measured on ${rows} rows of the ${part} part; in brackets 95% bootstrap intervals.`,
  parts: { validation: 'validation', test: 'test' },
  validationOnly:
    'The validation part also chose the epoch or the settings, so these figures flatter the model. Evaluate the test part once.',
  looks: (count: number) =>
    `The test part was looked at ${count} times: each look after the first weakens it.`,
  metric: 'Measure',
  names: {
    model: 'Model',
    majority: 'Majority',
    mean: 'Mean',
    logistic: 'Logistic',
    linear: 'Linear',
    trees: 'Boosted trees',
  },
  perClass: 'By class',
  classHead: ['Class', 'Precision', 'Recall', 'F1', 'Rows'],
  byGroup: (column: string) => `Results by group of ${column}; in brackets 95% intervals`,
  groupHead: {
    binary: ['Group', 'Rows', 'Positive', 'Predicted positive', 'Found', 'False alarms', 'ROC AUC'],
    classes: ['Group', 'Rows', 'Accuracy'],
    number: ['Group', 'Rows', 'Mean absolute error', 'Too high by'],
  },
  group: { missing: '(missing)', other: (count: number) => `${count} others` },
  gapHead: ['Largest group less smallest', 'Difference'],
  gaps: {
    demographicParity: 'Predicted positive (demographic parity)',
    equalOpportunity: 'Found (equal opportunity)',
    equalisedOdds: 'Found or false alarms, the larger (equalised odds)',
    accuracy: 'Accuracy',
    error: 'Mean absolute error',
  },
  decision: 'Decision',
  threshold: (yes: string, threshold: number) => `“${yes}” from a probability of ${threshold} on.`,
  costs: (falsePositive: number, falseNegative: number) =>
    `A false alarm was said to cost ${falsePositive}, a miss ${falseNegative}.`,
  likeliest: 'The likeliest class is told.',
  value: 'A number in the label’s own unit is told.',
  inside: 'What is inside',
  steps: (plan: number, features: number) =>
    `${plan} steps of cleaning, and an encoding into ${features} features, fitted once and applied to each row.`,
  inputs: (names: string) => `Columns it reads: ${names}.`,
  boundary: {
    data: (cell: string) => `A row is one of “${cell}” as its file has it.`,
    sql: (cell: string) => `A row is one that the query “${cell}” gives; the query is not inside.`,
    join: (cell: string) => `A row is one behind the join of “${cell}”; the join is not inside.`,
    aggregate: (cell: string) =>
      `A row is one behind the aggregation of “${cell}”, which is not inside.`,
    other: (cell: string) => `A row is one of the table of “${cell}”.`,
  },
  limits: 'Limits',
  limit: [
    'It repeats what the data holds, its gaps and its injustices included. Check it by group before it decides about people.',
    'People or times unlike those it learnt from get a score all the same; unseen categories count as “other” or as nothing.',
    'A probability is no certainty and no reason. Decisions with consequences for a person need a person.',
    'Figures are of the time of the data: measure again when new rows come in.',
  ],
  privacy: 'Privacy',
  private: (categories: number, golden: number) => [
    `The files hold ${categories} category values of the training data by name, since the encoding needs them. See that none names a person.`,
    `${golden} rows to check the export with go along, up to 32 of them rows of the test part as they were, and up to five frequent values of each column as examples. The rows stand in golden.json: take it out before the folder goes to those who may not see them. A server's are in model.json, which cannot do without; what is exported for Ray holds all rows, in rows.parquet.`,
    'Weights were learnt without differential privacy: whether a row was among those learnt from may be guessed from scores.',
  ],
};
export type CardTexts = typeof card;
