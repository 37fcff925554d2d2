import { textsIn } from '#shared/languages/area.ts';
import { recommenderCardTexts } from '#shared/languages/index.ts';
import { languageTags, locales, type Locale } from '#shared/locale.ts';
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

/** A recommender's card: what it is for, what it was made from, what it does not do. In every language of the app. */
export function recommenderCard({ name, ref, prepared, source }: CollectedRecommender): ExportFile {
  const { users, items } = prepared.learn;
  const data = source.data.map(
    (one) => `\`${one.name}\` (${one.rows}, ${one.fingerprint.slice(0, 16)})`,
  );
  const settings = JSON.stringify(ref.algorithm);
  const versions = Object.entries(source.versions)
    .map((pair) => pair.join(' '))
    .join(', ');
  const linesOf = (locale: Locale): string[] => {
    const words = textsIn(recommenderCardTexts, locale);
    return [
      words.algorithm(settings),
      words.learnt({ users, items, pairs: source.pairs, split: source.split, data }),
      words.versions(versions),
      ref.algorithm.type === 'neumf' ? words.byUser : words.byHistory,
      words.limits,
      ...(prepared.synthetic ? [words.synthetic] : []),
    ];
  };
  return textFile(
    'MODEL_CARD.md',
    [
      '---',
      `language: ${JSON.stringify(languageTags)}`,
      'license: "other"',
      'library_name: "portrait"',
      `tags: ${JSON.stringify(['recommender', ref.algorithm.type, ...(prepared.synthetic ? ['synthetic'] : [])])}`,
      '---',
      '',
      ...locales.flatMap((locale, at) => [
        ...(at === 0 ? [] : ['', '---', '']),
        `# ${name}`,
        '',
        ...linesOf(locale),
      ]),
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
