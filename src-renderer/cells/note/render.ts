import DOMPurify from 'dompurify';
import katex from 'katex';
import { markdownToHtml } from './math.ts';

const rules = {
  RETURN_DOM_FRAGMENT: true,
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'iframe',
    'video',
    'audio',
  ],
  FORBID_ATTR: ['style', 'class', 'id', 'name'],
} as const;

/** Characters of one formula that are set: KaTeX takes time and stack by its length. */
const longestFormula = 5000;

/**
 * A note as sanitised page content, formulas set. Pictures only from within the text (`data:`): nothing is fetched. `step` is called
 * at every step of the reading and may throw to end it. Throws RangeError where the nesting is too deep.
 */
export function renderNote(text: string, step: () => void): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdownToHtml(text, step), {
    ...rules,
    FORBID_TAGS: [...rules.FORBID_TAGS],
    FORBID_ATTR: [...rules.FORBID_ATTR],
  });
  for (const picture of fragment.querySelectorAll('img'))
    if (!picture.src.startsWith('data:image/')) picture.replaceWith(picture.alt);
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const element of fragment.querySelectorAll<HTMLElement>('[data-math]')) {
    step();
    setFormula(element);
  }
  return fragment;
}

/** A formula that cannot be set stays as it was typed. */
function setFormula(element: HTMLElement): void {
  const source = element.textContent ?? '';
  if (source.length > longestFormula) return;
  try {
    // KaTeX sets styles through the DOM, which the content security policy allows; it trusts nothing by itself.
    katex.render(source, element, {
      displayMode: element.dataset['math'] === 'display',
      throwOnError: false,
      errorColor: 'var(--bad)',
      trust: false,
      maxExpand: 500,
      maxSize: 50,
    });
  } catch {
    element.textContent = source;
  }
}
