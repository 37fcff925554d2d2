import { Marked, type TokenizerAndRendererExtension } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

function maths(name: string, display: boolean, start: string, rule: RegExp) {
  const extension: TokenizerAndRendererExtension = {
    name,
    level: display ? 'block' : 'inline',
    start: (source) => {
      const at = source.indexOf(start);
      return at < 0 ? undefined : at;
    },
    tokenizer: (source) => {
      const match = rule.exec(source);
      return match ? { type: name, raw: match[0], text: match[1]?.trim() ?? '' } : undefined;
    },
    renderer: (token) => {
      const tag = display ? 'div' : 'span';
      return `<${tag} data-math="${display ? 'display' : 'inline'}">${escaped(String(token['text']))}</${tag}>`;
    },
  };
  return extension;
}

const reader = new Marked({
  gfm: true,
  extensions: [
    maths('mathBlock', true, '$$', /^\$\$([\s\S]+?)\$\$(?:\n|$)/),
    // As in Pandoc: no space inside the marks, no digit behind, so that prices stay prices.
    maths('mathInline', false, '$', /^\$(?!\s)((?:\\.|[^\\\n$])+?)(?<!\s)\$(?!\d)/),
  ],
});

/** Markdown as HTML; formulas become elements with `data-math` that hold their source. Not sanitised yet. */
export function markdownToHtml(text: string): string {
  return reader.parse(text, { async: false });
}

/** The headings of a text, for the outline. */
export function headings(text: string): { depth: number; text: string }[] {
  return reader
    .lexer(text)
    .flatMap((token) =>
      token.type === 'heading'
        ? [{ depth: Number(token['depth']), text: String(token['text']) }]
        : [],
    );
}
