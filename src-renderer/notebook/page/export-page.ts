import DOMPurify from 'dompurify';
import { tick } from 'svelte';
import { PortraitError } from '#shared/errors/index.ts';
import { locale } from '../../i18n/locale.svelte.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { NotebookStore } from '../../stores/notebook.svelte.ts';
import type { Workbench } from '../../stores/workbench.svelte.ts';
import { inlineFonts, pageStyles } from './page-styles.ts';
import { staticCopy } from './static-copy.ts';
import { stillLoading } from './still-loading.ts';

const settle = 600;
const longest = 15_000;
/** Milliseconds that results, tables and charts have to come. */
const patience = 60_000;

/**
 * The open notebook as one page that needs nothing else: what is on screen, charts as drawings, no scripts. It is
 * sanitised as a whole and carries a policy that forbids everything but its own styles and pictures. Waits up to a
 * minute for what is still loading; throws export_incomplete naming the cells that lack something.
 */
export async function exportPage(bench: Workbench, store: NotebookStore): Promise<string> {
  const content = await drawnContent(bench, store);
  const styles = await inlineFonts(await pageStyles(document), content);
  const holder = document.createElement('div');
  holder.append(content);
  const date = new Intl.DateTimeFormat(locale.current, { dateStyle: 'long' }).format(bench.clock());
  // Put together as text: a style element would fall under this window's own policy.
  return `<!doctype html>
<html lang="${locale.current}" data-theme="${bench.preferences.resolvedTheme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(store.document.title)}</title>
<style>
${`${styles}\n${pageOnly}`.replaceAll('</', '<\\/')}
</style>
</head>
<body>
${holder.innerHTML}
<footer>${escaped(m.notebook_export_note({ date }))}</footer>
</body>
</html>
`;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

function escaped(text: string): string {
  const holder = document.createElement('span');
  holder.textContent = text;
  return holder.innerHTML;
}

async function drawnContent(bench: Workbench, store: NotebookStore): Promise<DocumentFragment> {
  bench.drawAll = true;
  bench.outputs.keepAll(true);
  try {
    await tick();
    await whenComplete(bench, store);
    const main = document.createElement('main');
    main.className = 'exported';
    const title = document.createElement('h1');
    title.textContent = store.document.title;
    main.append(title);
    for (const { id } of store.cells) {
      const frame = document.getElementById(`cell-${id}`);
      if (frame) main.append(staticCopy(frame));
    }
    const content = DOMPurify.sanitize(main, {
      RETURN_DOM_FRAGMENT: true,
      USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
      FORBID_TAGS: ['script', 'iframe', 'form', 'link', 'object', 'embed'],
    });
    // Nothing is fetched when the page is opened: pictures are within it.
    for (const picture of content.querySelectorAll('img, image'))
      if (!/^data:image\//.test(picture.getAttribute('src') ?? picture.getAttribute('href') ?? ''))
        picture.remove();
    return content;
  } finally {
    bench.drawAll = false;
    bench.outputs.keepAll(false);
  }
}

/** Resolves once every result, table and chart is drawn. Throws export_incomplete. */
async function whenComplete(bench: Workbench, store: NotebookStore): Promise<void> {
  const until = performance.now() + patience;
  for (;;) {
    await whenQuiet(document.body);
    const missing = store.loaded ? stillLoading(store, bench.outputs) : [];
    if (store.loaded && missing.length === 0 && bench.connection.pending === 0) return;
    if (performance.now() < until) continue;
    const cells = missing.length > 0 ? missing.join(', ') : store.document.title;
    throw new PortraitError('export_incomplete', { cells });
  }
}

/** Resolves once nothing has been drawn for a moment, so that charts are there; at the latest after 15 s. */
function whenQuiet(root: Element): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(latest);
      resolve();
    };
    let timer = setTimeout(finish, settle);
    const latest = setTimeout(finish, longest);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(finish, settle);
    });
    observer.observe(root, { childList: true, subtree: true });
  });
}

const pageOnly = `
html, body { height: auto; overflow: visible; }
body { background: var(--surface); }
.exported { max-width: 1080px; margin: 0 auto; padding: 40px 24px; }
.exported > h1 { margin-bottom: 24px; font-size: 28px; line-height: 36px; }
.exported .frame { padding: 8px 0 20px; break-inside: avoid; }
.exported .content { padding-left: 0; }
.exported .frame::before { content: none; }
.exported .note > .header { display: none; }
.exported-value { font-weight: 500; }
.exported-value:empty { display: none; }
.exported svg[data-chart] { max-width: 100%; height: auto; }
.exported .inputs { gap: 2px 12px; margin-left: 8px; }
.exported .inputs .exported-value { color: var(--ink-2); font-weight: 400; }
.exported .inputs .exported-value::before { content: '← '; }
.exported [data-cell] > .header .exported-value:first-of-type { font-weight: 600; }
footer { max-width: 1080px; margin: 0 auto; padding: 16px 24px 40px; color: var(--ink-3); font-size: 12px; }
`;
