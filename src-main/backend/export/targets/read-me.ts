import type { ExportedModel } from '#shared/export/exported-model.ts';
import { acceptedBy } from '#shared/export/read-row.ts';
import type { ExportFile } from './target.ts';
import { textFile } from './text-file.ts';

const boundaries: Record<ExportedModel['boundary']['at'], string> = {
  data: 'Rows are those of the imported file, as they stand there: all cleaning is inside.',
  sql: 'Rows are those of the SQL query: it joins and sums up many rows, which one row alone cannot repeat.',
  join: 'Rows are those behind the join: bring the joined columns with each row.',
  aggregate: 'Rows are those behind the aggregation: bring the summed columns with each row.',
  other: 'Rows are those of that cell’s table.',
};

const words: Record<ReturnType<typeof acceptedBy>, string> = {
  text: 'text',
  number: 'number',
  whole_number: 'whole number',
  true_or_false: 'true or false',
  date: 'date as text, `2024-05-31` or `2024-05-31 14:30:00`',
  text_or_number: 'text or number',
  present: '',
  known_column: '',
};

/** `README.md` of a folder: how it is called, what a row brings, what comes back, what is not inside. */
export function readMe(
  model: ExportedModel,
  about: {
    title: string;
    call: { language: string; code: string };
    verify: string;
    notes: string[];
  },
): ExportFile {
  const { inputs, plan, ignored, boundary, passed, prep, decision, source } = model;
  const { label } = prep;
  const task =
    label.kind === 'number'
      ? `a number, ${label.column}`
      : label.kind === 'binary'
        ? `whether ${label.column} is ${label.classes[1] ?? ''} (or ${label.classes[0] ?? ''}), with a probability`
        : `which of ${label.classes.join(', ')} ${label.column} is, with a probability each`;
  const lines = [
    `# ${model.name}: ${about.title}`,
    '',
    `Tells of a row ${task}.`,
    ...(decision === null
      ? []
      : [
          `From a probability of ${decision.threshold} on, the label is ${label.classes[1] ?? ''}.`,
        ]),
    '',
    `\`\`\`${about.call.language}`,
    about.call.code,
    '```',
    '',
    `Check: \`${about.verify}\` scores the rows of \`golden.json\` and compares.`,
    '',
    '## What a row brings',
    '',
    `From the cell “${boundary.cell}”. ${boundaries[boundary.at]}`,
    ...(passed.length > 0
      ? ['Equal rows were made one before training; a single row passes as it is.']
      : []),
    '',
    '| Column | Type | Must be there | For example |',
    '|---|---|---|---|',
    ...inputs.map(
      ({ name, type, required, examples }) =>
        `| ${cell(name)} | ${words[acceptedBy({ name, type }, plan)]} | ${required ? 'yes' : 'may be missing'} | ${examples.map((value) => cell(String(value))).join(', ')} |`,
    ),
    '',
    ...(ignored.length > 0
      ? [`May be there and is not read: ${ignored.map(cell).join(', ')}.`, '']
      : []),
    '`unseen` names columns whose value the model has no place of its own for, `unread` those whose text could not be read',
    'and counts as missing, `outside` the column for whose value such a row was left out of the training table.',
    '',
    ...about.notes.flatMap((note) => [note, '']),
    `Trained in “${source.notebook}” on ${source.rows.train} rows${source.trained === null ? '' : `, ${source.trained.slice(0, 10)}`}; weights ${source.weightsHash.slice(0, 12)} (${model.weights.kept} epoch).`,
    ...(source.data.some(({ synthetic }) => synthetic)
      ? [
          '',
          'The data behind it is **made up** by a generator: this is an exercise, not a model of people.',
        ]
      : []),
  ];
  return textFile('README.md', lines.join('\n'));
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
