import type { Sheet } from '#shared/teaching/sheet.ts';
import type { Locale } from '#shared/locale.ts';
import { m } from '../i18n/paraglide/messages.js';
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
  return document(title, locales, pages.join('\n'));
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
  return document(
    `${title} · ${heading}`,
    locales,
    `<h1>${escaped(title)}<small>${escaped(heading)}</small></h1><p class="how">${lines(how)}</p>${tables.join('\n')}`,
  );
}

function document(title: string, locales: readonly Locale[], body: string): string {
  return `<!doctype html>
<html lang="${locales[0] ?? 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body>
${body}
</body>
</html>
`;
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

function lines(texts: readonly string[]): string {
  return texts.map(escaped).join('<br>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const styles = `
@page { size: A4; margin: 12mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 182mm; color: #111; background: #fff; font: 9pt/1.3 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
article { break-after: page; }
article:last-child { break-after: auto; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 6mm; border-bottom: 0.4mm solid #111; padding-bottom: 1mm; }
h1 { margin: 0; font-size: 13pt; white-space: nowrap; }
h1 small { margin-left: 3mm; font-size: 9.5pt; font-weight: 400; color: #444; }
h2 { margin: 1.6mm 0 0.6mm; font-size: 8.5pt; font-weight: 600; }
p { margin: 0; }
.how { margin-top: 1mm; color: #444; font-size: 8.5pt; }
.who { white-space: nowrap; }
.who i, .answer i { display: inline-block; width: 22mm; border-bottom: 0.2mm solid #111; }
.who .long { width: 36mm; }
.tables { display: flex; flex-wrap: wrap; align-items: flex-start; }
.tables table { margin: 0 5mm 1mm 0; }
table { border-collapse: collapse; font-size: 8pt; line-height: 1.25; }
caption { text-align: left; color: #444; font-size: 7.5pt; }
th, td { padding: 0.2mm 1.4mm; text-align: right; font-weight: 400; }
thead th { border-bottom: 0.2mm solid #888; font-size: 7.5pt; color: #444; }
tbody th { text-align: left; color: #444; }
ol { margin: 2mm 0 0; padding-left: 6mm; }
li { break-inside: avoid; margin-bottom: 1.6mm; }
li::marker { font-weight: 600; }
.formula { font-family: "Cambria Math", "STIX Two Math", Cambria, serif; }
.work { display: flex; flex-wrap: wrap; align-items: baseline; }
.work .formula { margin-right: 6mm; }
.answer { margin-left: auto; }
.given { color: #333; }
.key-of { break-inside: avoid; }
.key-of table { width: 100%; font-size: 8.5pt; }
.key-of .key { width: 22mm; font-weight: 600; }
.key-of .work { text-align: left; color: #444; }
.key-of th { width: 8mm; }
`;
