import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { Column } from '#shared/model/table.ts';
import { isNumberType } from '../../graph/index.ts';
import type { ExportFile } from '../target.ts';
import { textFile } from './files.ts';

type Words = { en: string; zh: string };

export type ReadmeParts = {
  /** What the folder holds and what for, a sentence or two. */
  about: Words;
  /** The copyable call, and how the golden rows are checked. */
  language: 'js' | 'python' | 'sh';
  usage: string;
  verify: string;
  /** What the folder takes, and whether missing text is the empty text there. */
  columns: readonly Column[];
  emptyIsMissing: boolean;
  /** Cleaning that the caller does before. */
  outside: readonly PlanStep[];
  /** Anything else to be known. */
  notes: readonly Words[];
};

/** README.md of a folder, in English and Chinese. */
export function readme(model: ExportedModel, parts: ReadmeParts): ExportFile {
  const languages = [english, chinese].map((words) => section(model, parts, words));
  return textFile('README.md', languages.join('\n---\n\n'));
}

const english = {
  pick: (words: Words) => words.en,
  call: 'Call',
  columns: 'Columns it takes',
  head: '| Column | Type | Missing |\n|---|---|---|',
  number: 'number (float64)',
  text: 'text',
  empty: '`""`',
  none: 'null',
  outside: 'Before you call it',
  outsideText: 'These cleaning steps are not inside. Do them first, in this order:',
  boundary: ({ cell, at }: ExportedModel['boundary']) =>
    at === 'data'
      ? `A row is one of the table “${cell}”, as it was read from its file.`
      : `A row is one of the table that the cell “${cell}” makes: what comes before it needs more than one row (${at}) and is not inside.`,
  verify: 'Check',
  verifyText:
    '`golden.json` has rows with the scores the application gives them: missing and unseen values, extremes, odd dates.',
  notes: 'Good to know',
  step: (step: PlanStep) => stepWords(step, 'en'),
};

const chinese: typeof english = {
  pick: (words) => words.zh,
  call: '调用',
  columns: '所需的列',
  head: '| 列 | 类型 | 缺失值 |\n|---|---|---|',
  number: '数字（float64）',
  text: '文本',
  empty: '`""`',
  none: 'null',
  outside: '调用之前',
  outsideText: '以下清洗步骤不在其中，请先按此顺序完成：',
  boundary: ({ cell, at }) =>
    at === 'data'
      ? `每一行都是表“${cell}”中从文件读入的一行。`
      : `每一行都是单元格“${cell}”所生成表中的一行：在它之前的步骤需要多行数据（${at}），不包含在内。`,
  verify: '检查',
  verifyText:
    '`golden.json` 中有若干行及应用程序给出的得分，包括缺失值、未见过的取值、极端值和特殊日期。',
  notes: '须知',
  step: (step) => stepWords(step, 'zh'),
};

function section(model: ExportedModel, parts: ReadmeParts, words: typeof english): string {
  const missing = (isNumber: boolean): string =>
    isNumber ? 'NaN' : parts.emptyIsMissing ? words.empty : words.none;
  const rows = parts.columns.map(({ name, type }) => {
    const isNumber = isNumberType(type);
    return `| ${code(name)} | ${isNumber ? words.number : words.text} | ${missing(isNumber)} |`;
  });
  const outside = parts.outside.map((step, at) => `${at + 1}. ${words.step(step)}`);
  return [
    `# ${model.name}`,
    `${words.pick(parts.about)} ${words.boundary(model.boundary)}`,
    `## ${words.call}`,
    fenced(parts.language, parts.usage),
    `## ${words.columns}`,
    [words.head, ...rows].join('\n'),
    ...(outside.length === 0
      ? []
      : [`## ${words.outside}`, `${words.outsideText}\n\n${outside.join('\n')}`]),
    `## ${words.verify}`,
    `${words.verifyText}\n\n${fenced('sh', parts.verify)}`,
    ...(parts.notes.length === 0
      ? []
      : [`## ${words.notes}`, parts.notes.map((note) => `- ${words.pick(note)}`).join('\n')]),
  ]
    .join('\n\n')
    .concat('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A name as code in a table of Markdown. */
function code(name: string): string {
  return `\`${name.replaceAll('`', 'ˋ').replaceAll('|', '\\|').replaceAll(/\s/g, ' ')}\``;
}

function stepWords(step: PlanStep, language: 'en' | 'zh'): string {
  const name = 'column' in step ? code(step.column) : '';
  const settings = JSON.stringify(step);
  const [en, zh] = stepNames[step.type];
  return language === 'en'
    ? `${name}: ${en} (\`${settings}\`)`
    : `${name}：${zh}（\`${settings}\`）`;
}

const stepNames: { [type in PlanStep['type']]: [en: string, zh: string] } = {
  text: ['tidy the text', '整理文本'],
  replace: ['replace values', '替换取值'],
  retype: ['read it as another type', '按另一类型读取'],
  clip: ['move what lies outside to the bound', '将越界值移到边界'],
  indicator: ['mark missing values in a new column', '用新列标记缺失值'],
  fill: ['fill missing values', '填充缺失值'],
  rename: ['rename it', '重命名'],
  drop: ['leave columns out', '去掉列'],
  keep: ['keep rows', '保留行'],
};
