import type { ExportedModel } from '#shared/export/exported-model.ts';

type Boundary = ExportedModel['boundary']['at'];

/** Sentences of a model card; one object a language. */
export const english = {
  language: 'en' as const,
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
  } satisfies { [at in Boundary]: (cell: string) => string },
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
    `golden.json holds ${golden} rows to check the export with, up to 32 of them rows of the test part as they were. Take it out before the folder goes to those who may not see these rows.`,
    'Weights were learnt without differential privacy: whether a row was among those learnt from may be guessed from scores.',
  ],
};

export const chinese: Omit<typeof english, 'language'> & { language: 'zh-CN' } = {
  language: 'zh-CN',
  title: (name) => `模型卡：${name}`,
  task: {
    binary: (label, yes) => `给出 ${label} 为“${yes}”的概率。`,
    classes: (label, all) => `给出 ${label} 属于各类别（${all}）的概率。`,
    number: (label) => `估计数值 ${label}。`,
  },
  data: '数据',
  dataHead: ['表', '来源', '行数', '指纹'],
  synthetic: '这些数据由生成器虚构：该模型仅供练习，不能说明真实的人。',
  protocol: '制作与评估方式',
  rows: (train, validation, test, unlabelled) =>
    `${train} 行用于学习，${validation} 行用于验证，${test} 行用于测试${unlabelled > 0 ? `；${unlabelled} 行没有标签，未使用` : ''}。`,
  trained: (when, seed) => `训练于 ${when}，随机种子 ${seed}。`,
  kept: { best: '保留验证集上最佳轮次的权重。', last: '保留最后一轮的权重。' },
  versions: (text) => `版本：${text}。`,
  unknown: '未记录的时间',
  metrics: '效果',
  notMeasured: '导出时没有附带评估：此处无从得知其预测效果。',
  measured: (part, rows) => `在${part}的 ${rows} 行上测得；方括号内为 95% 自助法区间。`,
  parts: { validation: '验证集', test: '测试集' },
  validationOnly: '验证集也用于选择轮次或设置，因此这些数字偏乐观。请在测试集上评估一次。',
  looks: (count) => `测试集已被查看 ${count} 次：第一次之后的每次查看都会削弱其可信度。`,
  metric: '指标',
  names: {
    model: '模型',
    majority: '多数类',
    mean: '均值',
    logistic: '逻辑回归',
    linear: '线性回归',
    trees: '提升树',
  },
  perClass: '按类别',
  classHead: ['类别', '精确率', '召回率', 'F1', '行数'],
  byGroup: (column) => `按 ${column} 分组的结果；方括号内为 95% 区间`,
  groupHead: {
    binary: ['组', '行数', '实际为正', '预测为正', '找到的', '误报', 'ROC AUC'],
    classes: ['组', '行数', '准确率'],
    number: ['组', '行数', '平均绝对误差', '高估'],
  },
  group: { missing: '（缺失）', other: (count) => `其他 ${count} 个` },
  gapHead: ['最大的组减最小的组', '差'],
  gaps: {
    demographicParity: '预测为正（人口统计均等）',
    equalOpportunity: '找到的（机会均等）',
    equalisedOdds: '找到的与误报中较大者（均等几率）',
    accuracy: '准确率',
    error: '平均绝对误差',
  },
  decision: '判定',
  threshold: (yes, threshold) => `概率达到 ${threshold} 即判为“${yes}”。`,
  costs: (falsePositive, falseNegative) =>
    `误报代价设为 ${falsePositive}，漏报代价设为 ${falseNegative}。`,
  likeliest: '给出概率最大的类别。',
  value: '给出以标签自身单位表示的数值。',
  inside: '包含的内容',
  steps: (plan, features) =>
    `${plan} 个清洗步骤，以及编码为 ${features} 个特征；均一次拟合，逐行应用。`,
  inputs: (names) => `读取的列：${names}。`,
  boundary: {
    data: (cell) => `每一行即“${cell}”文件中的一行。`,
    sql: (cell) => `每一行是查询“${cell}”的结果；查询不包含在内。`,
    join: (cell) => `每一行是“${cell}”连接之后的一行；连接不包含在内。`,
    aggregate: (cell) => `每一行是“${cell}”汇总之后的一行；汇总不包含在内。`,
    other: (cell) => `每一行是“${cell}”表中的一行。`,
  },
  limits: '局限',
  limit: [
    '它会重复数据中已有的一切，包括缺口与不公。用于对人作决定之前，请按群体检查。',
    '与训练数据不同的人或时期同样会得到得分；未见过的类别计为“其他”或不计。',
    '概率不是确定的事，也不是理由。对个人有后果的决定需要由人作出。',
    '这些数字只代表数据所在的时期：有新数据时请重新测量。',
  ],
  privacy: '隐私',
  private: (categories, golden) => [
    `文件中按原文包含训练数据的 ${categories} 个类别取值，因为编码需要它们。请确认其中没有能指认个人的内容。`,
    `golden.json 包含用于检查导出的 ${golden} 行，其中至多 32 行是测试集的原始行。在交给无权查看这些行的人之前，请将其移除。`,
    '权重未采用差分隐私训练：可能从得分推测某一行是否参与了训练。',
  ],
};
