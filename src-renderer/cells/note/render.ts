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

/** A note as sanitised page content, formulas set. Pictures only from within the text (`data:`): nothing is fetched. */
export function renderNote(text: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdownToHtml(text), {
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
  // KaTeX sets styles through the DOM, which the content security policy allows; it trusts nothing by itself.
  for (const element of fragment.querySelectorAll<HTMLElement>('[data-math]'))
    katex.render(element.textContent ?? '', element, {
      displayMode: element.dataset['math'] === 'display',
      throwOnError: false,
      errorColor: 'var(--bad)',
      trust: false,
      maxExpand: 500,
    });
  return fragment;
}
