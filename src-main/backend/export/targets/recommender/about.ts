import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import type { CollectedRecommender } from '../../recommender/collect.ts';
import type { ExportFile, Usage } from '../target.ts';
import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import { textFile } from '../text-file.ts';

/** `README.md` of a recommender's folder: how it is called, what it does, where it is from. */
export function aboutRecommender(
  { name, ref, prepared, source }: CollectedRecommender,
  about: { title: string; call: Usage; verify?: string; notes: readonly string[] },
): ExportFile {
  const { users, items } = prepared.learn;
  const settings = Object.entries(ref.algorithm).filter(([key]) => key !== 'type');
  return textFile(
    'README.md',
    [
      `# ${name}: ${about.title}`,
      '',
      `A recommender (${ref.algorithm.type}${settings.map(([key, value]) => `, ${key} ${String(value)}`).join('')}) that learnt from ${source.pairs} pairs of ${users} users and ${items} items.`,
      '',
      `\`\`\`${about.call.language}`,
      about.call.code,
      '```',
      '',
      ...(about.verify === undefined
        ? []
        : [
            `Check: \`${about.verify}\` recommends for the histories of \`golden.json\` and compares.`,
            '',
          ]),
      ...about.notes.flatMap((note) => [note, '']),
      `From “${source.notebook}”, interactions “${source.interactions}”: ${source.data.map((one) => `${one.name} (${one.rows} rows, ${one.fingerprint.slice(0, 12)})`).join(', ')}.`,
      ...(prepared.synthetic
        ? ['', 'The data behind it is **made up** by a generator: this is an exercise.']
        : []),
    ].join('\n'),
  );
}

/** A recommender's card: what it is for, what it was made from, what it does not do. In English and Chinese. */
export function recommenderCard({ name, ref, prepared, source }: CollectedRecommender): ExportFile {
  const { users, items } = prepared.learn;
  const data = source.data.map(
    (one) => `\`${one.name}\` (${one.rows}, ${one.fingerprint.slice(0, 16)})`,
  );
  const settings = JSON.stringify(ref.algorithm);
  const versions = Object.entries(source.versions)
    .map((pair) => pair.join(' '))
    .join(', ');
  return textFile(
    'MODEL_CARD.md',
    [
      '---',
      'language: ["en", "zh"]',
      'license: "other"',
      'library_name: "portrait"',
      `tags: ${JSON.stringify(['recommender', ref.algorithm.type, ...(prepared.synthetic ? ['synthetic'] : [])])}`,
      '---',
      '',
      `# ${name}`,
      '',
      `- Algorithm: \`${settings}\``,
      `- Learnt from ${source.pairs} pairs of ${users} users and ${items} items; test part by: ${source.split}. Data: ${data.join(', ')}`,
      `- Versions: ${versions}`,
      ref.algorithm.type === 'neumf'
        ? '- Serving takes a user id. The ONNX file, the vectors and the lists hold users by their ids: treat them as personal data. Attributes of users are not inside.'
        : '- Serving takes a history and nothing else. Users, and attributes of users, are not inside ES module, server and ONNX; `golden.json` holds histories of the log without ids. The vectors and lists of users do carry user ids.',
      '- Items that were not there while it learnt are never recommended; it follows what was popular then, and repeats what users already chose. It says nothing of why people choose.',
      ...(prepared.synthetic ? ['- The data is made up by a generator.'] : []),
      '',
      '---',
      '',
      `# ${name}`,
      '',
      `- 算法：\`${settings}\``,
      `- 学习自 ${users} 名用户与 ${items} 个物品的 ${source.pairs} 对记录；测试部分的划分：${source.split}。数据：${data.join('、')}`,
      `- 版本：${versions}`,
      ref.algorithm.type === 'neumf'
        ? '- 服务时需要用户编号。ONNX 文件、向量与列表按编号包含用户：请按个人数据对待。其中不含用户属性。'
        : '- 服务时只需一份历史记录。ES 模块、服务器与 ONNX 中不含用户及其属性；`golden.json` 含有不带编号的历史记录。用户向量与用户列表则带有用户编号。',
      '- 学习时不存在的物品不会被推荐；它跟随当时的流行趋势，并重复用户已有的选择。它不能说明人们为何选择。',
      ...(prepared.synthetic ? ['- 数据由生成器虚构。'] : []),
    ].join('\n'),
  );
}

/** What a history is to this recommender. */
export function historyNote({ algorithm }: Pick<CollectedRecommender['ref'], 'algorithm'>): string {
  return isSequence(algorithm)
    ? `\`history\` goes by its order: ids as they were had, oldest first, each once at its latest time; the latest ${algorithm.maxLength} count. Weights change nothing. All of it is left out of the list unless \`exclude_seen\` is false.`
    : '`history` has each id once, in any order; an entry may bring a weight, and counts what it usually does without one.';
}

/** Golden lists, one a line. */
export function goldenLists({ golden }: ExportedRecommender): ExportFile {
  return textFile(
    'golden.json',
    `{"lists":[\n${golden.map((list) => JSON.stringify(list)).join(',\n')}\n]}`,
  );
}
