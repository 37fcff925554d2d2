import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { assetPath } from './asset-path.ts';
import { headersFor } from '../../page-headers.ts';
import { appScheme } from './origin.ts';

/** Makes app:// a secure, standard scheme. Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built window from one folder and nothing else. */
export function serveApp(root: string): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return new Response('', { status: 405 });
    const path = assetPath(root, request.url);
    if (path === null) return new Response('', { status: 403 });
    try {
      return new Response(await readFile(path), { headers: headersFor(path) });
    } catch {
      return new Response('', { status: 404 });
    }
  });
}
