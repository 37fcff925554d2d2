import type { Locale } from '#shared/locale.ts';

/** A page as a list of blocks, to be written as Markdown or HTML. */
export type Block =
  | { type: 'heading'; level: 1 | 2; text: string }
  | { type: 'text'; text: string }
  | { type: 'list'; items: readonly string[] }
  | { type: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] };

export type Page = { language: Locale; blocks: readonly Block[] };

export function toMarkdown(pages: readonly Page[]): string {
  return pages.map(({ blocks }) => blocks.map(markdown).join('\n\n')).join('\n\n---\n\n');
}

function markdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${plain(block.text)}`;
    case 'text':
      return plain(block.text);
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n');
    case 'table':
      return [block.head, block.head.map(() => '---'), ...block.rows]
        .map((row) => `| ${row.map(plain).join(' | ')} |`)
        .join('\n');
  }
}

/** Text that Markdown shows as it is: marks of its own escaped, no line breaks. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, (mark) => `\\${mark}`).replaceAll(/\s+/g, ' ');
}

/** One page of HTML without scripts; its own few styles follow the reader's light or dark. */
export function toHtml(title: string, pages: readonly Page[]): string {
  const sections = pages.map(
    ({ language, blocks }) =>
      `<section lang="${language}">\n${blocks.map(html).join('\n')}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${sections.join('\n<hr>\n')}
</body>
</html>
`;
}

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:.25rem .6rem;border-bottom:1px solid #8885;font-variant-numeric:tabular-nums}hr{margin:3rem 0;border:0;border-top:1px solid #8885}`;

function html(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'table': {
      const row = (cells: readonly string[], tag: string): string =>
        `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
      const body = block.rows.map((cells) => row(cells, 'td')).join('\n');
      return `<table>\n<thead>${row(block.head, 'th')}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
    }
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
