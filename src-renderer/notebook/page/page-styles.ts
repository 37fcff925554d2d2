/** The page's style sheets as text: files as they are, sheets made by scripts rule by rule. */
export async function pageStyles(page: Document): Promise<string> {
  const texts = await Promise.all([...page.styleSheets].map(sheetText));
  return texts.join('\n');
}

async function sheetText(sheet: CSSStyleSheet): Promise<string> {
  // Written out by the browser, a shorthand with a variable in it can come back empty.
  if (sheet.href === null) return [...sheet.cssRules].map((rule) => rule.cssText).join('\n');
  const response = await fetch(sheet.href);
  return absolute(await response.text(), sheet.href);
}

/** Paths in a sheet are relative to the sheet. */
function absolute(css: string, base: string): string {
  return css.replace(/url\(["']?([^"')]+)["']?\)/g, (whole, path: string) =>
    path.startsWith('data:') ? whole : `url("${new URL(path, base).href}")`,
  );
}

const face = /@font-face\s*\{[^}]*\}/g;

/** Puts the fonts the content uses into the text as `data:`, and leaves the others out. */
export async function inlineFonts(css: string, content: DocumentFragment): Promise<string> {
  const faces = css.match(face) ?? [];
  const without = css.replace(face, '');
  if (!content.querySelector('.katex')) return without;
  const inlined = await Promise.all(faces.map(inlineFace));
  return [...inlined, without].join('\n');
}

async function inlineFace(rule: string): Promise<string> {
  const address = /url\("([^"]+\.woff2[^"]*)"\)/.exec(rule)?.[1];
  if (!address) return '';
  const response = await fetch(address);
  if (!response.ok) return '';
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return rule.replace(
    /src:[^;}]+;?/,
    `src: url("data:font/woff2;base64,${btoa(text)}") format("woff2");`,
  );
}
