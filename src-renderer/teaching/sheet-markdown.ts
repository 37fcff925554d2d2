import type { Sheet } from '#shared/teaching/sheet.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';
import { keyOf, printedSheet, type NamesOf, type PrintedTable } from './sheet-page.ts';

/** All sheets as Markdown, a rule between them. */
export function sheetsMarkdown(
  sheets: readonly Sheet[],
  title: string,
  locales: readonly Locale[],
  namesOf?: NamesOf,
): string {
  return sheets
    .map((sheet) => {
      const page = printedSheet(sheet, locales, namesOf);
      return [
        `# ${title} · ${page.title.join(' / ')}`,
        `${labels(locales)}`,
        ...page.how,
        ...page.nets.flatMap((net) => [
          `## ${net.title.join('  \n')}`,
          ...net.tables.map(tableMarkdown),
        ]),
        ...page.items.map(
          ({ number, asks, formula, given }) =>
            `**${number}.** ${asks.join('  \n')}  \n\`${formula}\`  \n${given}  \n= ____________`,
        ),
      ].join('\n\n');
    })
    .join('\n\n---\n\n')
    .concat('\n');
}

/** The key to all sheets, one table each. */
export function keyMarkdown(
  sheets: readonly Sheet[],
  title: string,
  locales: readonly Locale[],
): string {
  const heading = locales.map((locale) => m.teaching_sheet_key({}, { locale })).join(' / ');
  const how = locales.map((locale) => m.teaching_sheet_tolerance({}, { locale }));
  return [
    `# ${title} · ${heading}`,
    ...how,
    ...sheets.map((sheet) => {
      const name = locales.map((locale) =>
        m.teaching_sheet_key_of({ student: sheet.student }, { locale }),
      );
      const rows = keyOf(sheet).map(({ number, answer, work }) => [`${number}`, answer, work]);
      return `## ${name.join(' / ')}\n\n${tableMarkdown({ caption: '', head: ['', '=', ''], rows })}`;
    }),
  ]
    .join('\n\n')
    .concat('\n');
}

function labels(locales: readonly Locale[]): string {
  const name = locales.map((locale) => m.teaching_sheet_name({}, { locale })).join(' / ');
  const date = locales.map((locale) => m.teaching_sheet_date({}, { locale })).join(' / ');
  return `${name}: ____________________ ${date}: ____________`;
}

function tableMarkdown({ caption, head, rows }: PrintedTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  return caption === '' ? table : `${caption}\n\n${table}`;
}
