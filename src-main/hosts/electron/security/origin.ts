/** The one origin the window ever shows. */
export const appScheme = 'app';
export const appHost = 'portrait';
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;

/** The name of the one IPC channel between window and main. */
export const channel = 'portrait';

/** Whether a URL belongs to the app: scheme and host exactly, whatever the path. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
