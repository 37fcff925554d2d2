import type { Locale } from '#shared/locale.ts';

/** A page to print: no script, nothing is fetched. */
export function printPage(title: string, locales: readonly Locale[], body: string): string {
  return `<!doctype html>
<html lang="${locales[0] ?? 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body${locales.length > 1 ? ' class="both"' : ''}>
${body}
</body>
</html>
`;
}

export function lines(texts: readonly string[]): string {
  return texts.map(escaped).join('<br>');
}

export function escaped(text: string): string {
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
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 1mm 6mm; border-bottom: 0.4mm solid #111; padding-bottom: 1mm; }
h1 { margin: 0; font-size: 13pt; }
h1 small { margin-left: 3mm; font-size: 9.5pt; font-weight: 400; color: #444; }
h2 { margin: 1.6mm 0 0.6mm; font-size: 8.5pt; font-weight: 600; }
p { margin: 0; }
.how { margin-top: 1mm; color: #444; font-size: 8.5pt; }
.who { margin-left: auto; white-space: nowrap; }
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
/* Two languages say everything twice on the same page. */
.both article { font-size: 8pt; line-height: 1.2; }
.both h1 { font-size: 11pt; }
.both h1 small { font-size: 8.5pt; }
.both h2 { margin-top: 1.2mm; font-size: 7.8pt; }
.both .how, .both article table { font-size: 7.2pt; line-height: 1.15; }
.both .tables table { margin-bottom: 0.6mm; }
.both li { margin-bottom: 1.1mm; }
.both .who .long { width: 28mm; }
.both .who i { width: 16mm; }
.key-of { break-inside: avoid; }
.key-of table { width: 100%; font-size: 8.5pt; }
.key-of .key { width: 22mm; font-weight: 600; }
.key-of .work { text-align: left; color: #444; }
.key-of th { width: 8mm; }
.notes { width: 100%; margin-top: 3mm; font-size: 9pt; line-height: 1.35; }
.notes td { text-align: left; vertical-align: top; padding: 1mm 1.4mm; border-top: 0.2mm solid #ccc; }
.notes th, .notes .minutes { vertical-align: top; padding: 1mm 1.4mm; border-top: 0.2mm solid #ccc; text-align: right; white-space: nowrap; }
.notes tr { break-inside: avoid; }
.notes .note { width: 60%; white-space: pre-line; }
`;
