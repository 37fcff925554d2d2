import type { Sheet } from '#shared/teaching/sheet.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';
import { escaped, lines, printPage } from './print-page.ts';
import { keyOf, printedSheet, type NamesOf, type PrintedTable } from './sheet-page.ts';

/** All sheets as one page to print: each on an A4 page of its own. No script, nothing is fetched. */
export function sheetsHtml(
  sheets: readonly Sheet[],
  title: string,
  locales: readonly Locale[],
  namesOf?: NamesOf,
): string {
  const pages = sheets.map((sheet) => {
    const page = printedSheet(sheet, locales, namesOf);
    const nets = page.nets.map(
      (net) =>
        `<section class="net"><h2>${escaped(net.title.join(' / '))}</h2><div class="tables">${net.tables
          .map(tableHtml)
          .join('')}</div></section>`,
    );
    const items = page.items.map(
      ({ asks, formula, given }) =>
        `<li><p>${lines(asks)}</p><p class="work"><span class="formula">${escaped(formula)}</span><span class="given">${escaped(
          given,
        )}</span><span class="answer">= <i></i></span></p></li>`,
    );
    return `<article><header><h1>${escaped(title)}<small>${escaped(
      page.title.join(' / '),
    )}</small></h1><p class="who">${who(locales)}</p></header><p class="how">${lines(
      page.how,
    )}</p>${nets.join('')}<ol>${items.join('')}</ol></article>`;
  });
  return printPage(title, locales, pages.join('\n'));
}

/** The key to all sheets, to print for the teacher. */
export function keyHtml(
  sheets: readonly Sheet[],
  title: string,
  locales: readonly Locale[],
): string {
  const heading = locales.map((locale) => m.teaching_sheet_key({}, { locale })).join(' / ');
  const how = locales.map((locale) => m.teaching_sheet_tolerance({}, { locale }));
  const tables = sheets.map((sheet) => {
    const name = locales.map((locale) =>
      m.teaching_sheet_key_of({ student: sheet.student }, { locale }),
    );
    const rows = keyOf(sheet).map(
      ({ number, answer, work }) =>
        `<tr><th scope="row">${number}</th><td class="key">${answer}</td><td class="work">${escaped(work)}</td></tr>`,
    );
    return `<section class="key-of"><h2>${escaped(name.join(' / '))}</h2><table>${rows.join('')}</table></section>`;
  });
  return printPage(
    `${title} · ${heading}`,
    locales,
    `<h1>${escaped(title)}<small>${escaped(heading)}</small></h1><p class="how">${lines(how)}</p>${tables.join('\n')}`,
  );
}

function who(locales: readonly Locale[]): string {
  const name = locales.map((locale) => m.teaching_sheet_name({}, { locale })).join(' / ');
  const date = locales.map((locale) => m.teaching_sheet_date({}, { locale })).join(' / ');
  return `${escaped(name)} <i class="long"></i> ${escaped(date)} <i></i>`;
}

function tableHtml({ caption, head, rows }: PrintedTable): string {
  const cells = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const values = rest.map((cell) => `<td>${escaped(cell)}</td>`).join('');
    return `<tr><th scope="row">${escaped(first)}</th>${values}</tr>`;
  });
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${cells}</tr></thead><tbody>${body.join(
    '',
  )}</tbody></table>`;
}
