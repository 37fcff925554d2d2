import type { Example } from '#shared/teaching/examples/example.ts';
import { isMatrix, type Tensor } from '#shared/network/matrix.ts';
import type { Sheet, SheetItem } from '#shared/teaching/sheet.ts';
import { shownText } from '#shared/teaching/shown.ts';
import { textsIn } from '#shared/languages/area.ts';
import { punctuations } from '#shared/languages/index.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';
import { netAbout } from './net-about.ts';
import { exampleNames, questionText, rowText, type NetNames } from './words.ts';

/** A table of numbers as text: a heading, names of the columns, and rows that begin with their own name. */
export type PrintedTable = { caption: string; head: string[]; rows: string[][] };

/** What is printed about a net, in each of the sheet's languages where words are needed. */
export type PrintedNet = { title: string[]; tables: PrintedTable[] };

/** A question as it is printed: its sentences, the formula, and what is given, blanks as underscores. */
export type PrintedItem = {
  number: number;
  net: string;
  asks: string[];
  formula: string;
  given: string;
};

export type PrintedSheet = {
  student: number;
  title: string[];
  how: string[];
  nets: PrintedNet[];
  items: PrintedItem[];
};

/** Names that only the caller knows: what an input of a net is called. */
export type NamesOf = (net: Example, locale: Locale) => NetNames;

const blank = '______';

/** A sheet in words of one language or of several, one under the other. */
export function printedSheet(
  sheet: Sheet,
  locales: readonly Locale[],
  namesOf: NamesOf = exampleNames,
): PrintedSheet {
  const letter = (net: Example): string => String.fromCharCode(65 + sheet.nets.indexOf(net));
  return {
    student: sheet.student,
    title: locales.map((locale) => m.teaching_sheet_title({ student: sheet.student }, { locale })),
    how: locales.map((locale) => m.teaching_sheet_how({}, { locale })),
    nets: sheet.nets.map((net) => {
      const like = sheet.nets.find((other) => sameWeights(other, net)) ?? net;
      return {
        title: locales.map((locale) => {
          const name = m.teaching_sheet_net({ letter: letter(net) }, { locale });
          const same = m.teaching_sheet_same({ letter: letter(like) }, { locale });
          return `${name}: ${netAbout(net, locale)}${like === net ? '' : `; ${same}`}`;
        }),
        tables: tablesOf(net, locales, namesOf, like === net),
      };
    }),
    items: sheet.items.map((item, index) => ({
      number: index + 1,
      net: letter(item.net),
      asks: locales.map((locale) => {
        const { question, net } = item;
        const row = rowText(question, locale);
        const before = [m.teaching_sheet_net({ letter: letter(net) }, { locale }), row];
        const place = before
          .filter((part) => part !== null)
          .join(textsIn(punctuations, locale).comma);
        const sentence = questionText(question, namesOf(net, locale), locale);
        return `${place}${textsIn(punctuations, locale).colon}${sentence}`;
      }),
      formula: item.question.formula,
      given: givenText(item),
    })),
  };
}

/** The answer of each item with its digits, as on the key. */
export function keyOf({ items }: Sheet): { number: number; answer: string; work: string }[] {
  return items.map(({ question }, index) => ({
    number: index + 1,
    answer: shownText(question.answer.shown, question.decimals),
    work: `${question.formula}; ${question.given
      .map(
        ({ symbol, value, decimals }) => `${symbol} = ${withoutZeros(shownText(value, decimals))}`,
      )
      .join(', ')}`,
  }));
}

function givenText({ given }: SheetItem): string {
  return given
    .map(
      ({ symbol, value, decimals }) =>
        `${symbol} = ${value === null ? blank : withoutZeros(shownText(value, decimals))}`,
    )
    .join(', ');
}

function tablesOf(
  net: Example,
  locales: readonly Locale[],
  namesOf: NamesOf,
  withWeights: boolean,
): PrintedTable[] {
  const both = (text: (locale: Locale) => string): string =>
    [...new Set(locales.map(text))].join(' / ');
  const inputs = Array.from({ length: net.spec.inputs }, (_, i) =>
    both((locale) => namesOf(net, locale).input(i)),
  );
  return [
    rowsTable(net, inputs, both),
    ...Object.entries(withWeights ? net.weights : {}).flatMap(([name, kernel]): PrintedTable[] => {
      const [layer = '', part] = name.split('/');
      if (part !== 'kernel' || !isMatrix(kernel)) return [];
      const before = beforeOf(layer, net);
      const units = kernel[0]?.map((_, u) => unitName(u, both)) ?? [];
      const bias: Tensor = net.weights[`${layer}/bias`] ?? [];
      return [
        {
          caption:
            layer === 'output'
              ? both((locale) => m.teaching_sheet_weights_output({}, { locale }))
              : both((locale) =>
                  m.teaching_sheet_weights_hidden(
                    { layer: Number(layer.split('_')[1]) },
                    { locale },
                  ),
                ),
          head: ['', ...(layer === 'output' && units.length === 1 ? ['w'] : units)],
          rows: [
            ...kernel.map((row, i) => [
              before === 0 ? (inputs[i] ?? '') : unitName(i, both),
              ...row.map(twoDecimals),
            ]),
            ['b', ...(isMatrix(bias) ? [] : bias).map(twoDecimals)],
          ],
        },
      ];
    }),
  ];
}

function rowsTable(
  { x, y, scalings }: Example,
  inputs: string[],
  both: (text: (locale: Locale) => string) => string,
): PrintedTable {
  const scaled = scalings?.[0]?.flatMap((scaling, i) => (scaling === null ? [] : [i])) ?? [];
  return {
    caption: both((locale) => m.teaching_sheet_rows({}, { locale })),
    head: [
      '',
      ...scaled.map(
        (i) => `${inputs[i] ?? ''} (${both((l) => m.teaching_sheet_raw({}, { locale: l }))})`,
      ),
      ...inputs.map((name, i) => `x${i + 1} ${name}`),
      'y',
    ],
    rows: x.map((row, r) => [
      String(r + 1),
      ...scaled.map((i) => twoDecimals(scalings?.[r]?.[i]?.raw ?? NaN)),
      ...row.map(twoDecimals),
      ...(y[r] ?? []).map((value) => shownText(value, 0)),
    ]),
  };
}

function sameWeights(one: Example, other: Example): boolean {
  return JSON.stringify(one.weights) === JSON.stringify(other.weights);
}

/** 0 where the layer takes the inputs, else the number of the hidden layer before it. */
function beforeOf(layer: string, { spec }: Example): number {
  const hidden = spec.layers.filter(({ type }) => type === 'dense').length;
  return layer === 'output' ? hidden : Number(layer.split('_')[1]) - 1;
}

function unitName(unit: number, both: (text: (locale: Locale) => string) => string): string {
  return both((locale) => m.teaching_sheet_unit({ unit: unit + 1 }, { locale }));
}

/** 0.2400 as 0.24: numbers of a sheet’s net have two digits. */
function withoutZeros(text: string): string {
  return text.replace(/(\.\d\d)0+$/, '$1');
}

function twoDecimals(value: number): string {
  return shownText(value, 2);
}
