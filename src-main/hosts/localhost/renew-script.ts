import { renewPath } from './gate.ts';

/** Where the tab keeps its key; the page's own script has the same name for it. */
const keyName = 'portrait-key';
const triedName = 'portrait-renewed';

/**
 * On the page that refuses: a tab that has the key, but whose cookie is gone or was overwritten from another port, gets
 * the cookie again. Not twice within five seconds: where cookies are switched off it would go round for ever.
 */
export const renewScript = `const key = sessionStorage.getItem('${keyName}');
const tried = Number(sessionStorage.getItem('${triedName}') ?? 0);
if (key !== null && location.search === '' && Date.now() - tried > 5000) {
  sessionStorage.setItem('${triedName}', String(Date.now()));
  fetch('${renewPath}', { headers: { 'x-portrait-key': key } }).then(({ ok }) => ok && location.reload());
}
`;
