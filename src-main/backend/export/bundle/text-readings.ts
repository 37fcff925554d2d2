import type { InputColumn } from '#shared/export/exported-model.ts';
import { data, type DataOutput, type DataSettings } from '#shared/model/cells/data.ts';
import type { Json } from '#shared/model/json.ts';
import type { Column } from '#shared/model/table.ts';
import { dumpedNull } from '#shared/values/missing-marks.ts';
import {
  formatExample,
  numberFormats,
  plainReading,
  type NumberReading,
} from '#shared/values/number/index.ts';

type TextReading = InputColumn['text'];

const plain: TextReading = { missing: [''], number: null, time: null };

/** How texts of columns that come from no file are read: as this program writes them to one. */
export const plainTexts = (): TextReading => plain;

/** How the texts of each column of an imported file were read, by the column's position in the table. */
export function textReadings(made: {
  output: Json;
  settings: Json;
}): (column: Column, at: number) => TextReading {
  const output = data.output.parse(made.output);
  const settings = data.settings.parse(made.settings);
  if (settings.source.type !== 'file') return plainTexts;
  const kept = keptChoices(settings, output.table.columns.length);
  return (column, at) => {
    const choice = kept[at];
    return {
      missing: [...(choice?.missing ?? settings.options.missing), ...nullsOf(column, output)],
      number: numberReadingOf(column, output, choice?.number, settings.options.decimal),
      time: output.times.find((time) => time.column === column.name)?.decision.format ?? null,
    };
  };
}

type Choice = DataSettings['columns'][number];

/** The choice about each column of the table: those of the file that are not skipped, in order. */
function keptChoices({ columns }: DataSettings, count: number): (Choice | undefined)[] {
  const byIndex = new Map(columns.map((choice) => [choice.index, choice]));
  const kept: (Choice | undefined)[] = [];
  for (let index = 0; kept.length < count; index++) {
    const choice = byIndex.get(index);
    if (choice?.skip !== true) kept.push(choice);
  }
  return kept;
}

/** What a dump of a database writes for missing texts, where the import met it. */
function nullsOf({ name }: Column, { warnings }: DataOutput): string[] {
  const told = warnings.some(
    ({ kind, column, found }) => kind === 'mark_missing' && column === name && found === dumpedNull,
  );
  return told ? [dumpedNull] : [];
}

/** As chosen, or as the import told of the column; null for plain numbers and for columns of none. */
function numberReadingOf(
  { name, type }: Column,
  { warnings }: DataOutput,
  chosen: NumberReading['format'] | undefined,
  decimal: '.' | ',' | undefined,
): NumberReading | null {
  if (type !== 'integer' && type !== 'real') return null;
  const told = warnings.find(
    ({ kind, column }) =>
      (kind === 'number_format' || kind === 'number_ambiguous') && column === name,
  );
  const read = told?.found === undefined ? undefined : readingLike(told.found);
  if (chosen !== undefined) return { ...plainReading, ...read, format: chosen };
  if (read !== undefined) return read;
  return decimal === ',' ? { ...plainReading, format: { decimal, thousands: '.' } } : null;
}

/** The reading that writes its example like this. */
function readingLike(example: string): NumberReading | undefined {
  const readings = [...numberFormats, plainReading.format].flatMap((format) =>
    [false, true].map((percent) => ({ ...plainReading, format, percent })),
  );
  const spelt = (reading: NumberReading): string => formatExample(reading);
  return readings
    .filter((reading) => example === spelt(reading) || example.startsWith(`${spelt(reading)} `))
    .map((reading) => ({
      ...reading,
      currencies: example.slice(spelt(reading).length).split(' ').filter(Boolean),
    }))[0];
}
