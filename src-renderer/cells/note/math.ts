import { Marked, type TokenizerAndRendererExtension } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** Called wherever reading looks for a formula, which is at every block and mark. */
let onStep: () => void = () => undefined;

function maths(name: string, display: boolean, start: string, rule: RegExp) {
  const extension: TokenizerAndRendererExtension = {
    name,
    level: display ? 'block' : 'inline',
    start: (source) => {
      const at = source.indexOf(start);
      return at < 0 ? undefined : at;
    },
    tokenizer: (source) => {
      onStep();
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

/**
 * Markdown as HTML; formulas become elements with `data-math` that hold their source. Not sanitised yet. `step` is called at every
 * block and mark, and may throw to end the reading.
 */
export function markdownToHtml(text: string, step: () => void = () => undefined): string {
  onStep = step;
  try {
    return reader.parse(text, { async: false });
  } finally {
    onStep = () => undefined;
  }
}
