/** Origins a click may open in the user's own browser: where the data sets of the catalogue live. */
const outside = new Set([
  'https://archive.ics.uci.edu',
  'https://grouplens.org',
  'https://bradleyboehmke.github.io',
  'https://github.com',
  // Two old pages that are not served over https; nothing of ours goes there but the click.
  'http://ocelma.net',
  'http://www2.informatik.uni-freiburg.de',
]);

/** Whether a link may leave for the user's own browser: exactly a known origin, and no login. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  return outside.has(origin) && username === '' && password === '';
}
