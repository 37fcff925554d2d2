import type { IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { toHost } from '#shared/desktop/bridge.ts';
import { openDatasets } from '../../../../src-main/backend/data/open-datasets.ts';
import { assetPath } from '../../../../src-main/hosts/electron/security/asset-path.ts';
import { isAppUrl } from '../../../../src-main/hosts/electron/security/origin.ts';
import { mayOpenOutside } from '../../../../src-main/hosts/electron/security/outside.ts';
import { isAllowed } from '../../../../src-main/hosts/electron/security/permissions.ts';
import { isTrusted } from '../../../../src-main/hosts/electron/security/sender.ts';

const root = '/opt/portrait/dist/renderer';

describe('isAppUrl', () => {
  it.each(['app://portrait/', 'app://portrait/index.html?x#y'])('takes %s', (url) => {
    expect(isAppUrl(url)).toBe(true);
  });
  it.each([
    'app://portrait.evil/',
    'app://evil/portrait',
    'app://user@portrait/',
    'http://portrait/',
    'file:///index.html',
    'about:blank',
    '',
    'app:portrait',
  ])('refuses %s', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });
});

describe('assetPath', () => {
  it('leads to files below the root', () => {
    expect(assetPath(root, 'app://portrait/')).toBe(`${root}/index.html`);
    expect(assetPath(root, 'app://portrait/assets/a%20b.js?v=1')).toBe(`${root}/assets/a b.js`);
  });
  it.each([
    'app://portrait/..%2f..%2fetc/passwd',
    'app://portrait/%2e%2e/%2e%2e%2fsecret',
    'app://portrait/a%00.js',
    'app://portrait/..%5csecret',
    'app://portrait/%',
    'app://other/index.html',
  ])('never leads outside: %s', (url) => {
    const path = assetPath(root, url);
    expect(path === null || path.startsWith(`${root}/`)).toBe(true);
  });
});

describe('mayOpenOutside', () => {
  it.each(openDatasets.map(({ home }) => home))('opens a page of the catalogue: %s', (home) => {
    expect(mayOpenOutside(home)).toBe(true);
  });

  it('opens nothing else', () => {
    for (const url of [
      'http://archive.ics.uci.edu/',
      'https://archive.ics.uci.edu.evil.com/',
      'https://archive.ics.uci.edu:8443/',
      'https://name@github.com/',
      'javascript:alert(1)',
      'file:///etc/passwd',
    ])
      expect(mayOpenOutside(url), url).toBe(false);
  });
});

describe('isAllowed', () => {
  it('allows writing to the clipboard and no other permission', () => {
    expect(isAllowed('clipboard-sanitized-write')).toBe(true);
    for (const permission of ['media', 'geolocation', 'clipboard-read', 'fileSystem', 'hid'])
      expect(isAllowed(permission)).toBe(false);
  });
});

describe('isTrusted', () => {
  // Only the fields the check reads; Electron's own objects exist in Electron alone.
  const window = {} as WebContents;
  const frame = (url: string, parent: WebFrameMain | null = null) =>
    ({ url, parent }) as WebFrameMain;
  const event = (senderFrame: WebFrameMain | null, sender = window) =>
    ({ sender, senderFrame }) as IpcMainEvent;

  it('listens to the main frame of our window on our page', () => {
    expect(isTrusted(event(frame('app://portrait/index.html')), window)).toBe(true);
  });
  it('listens to nobody else', () => {
    const main = frame('app://portrait/index.html');
    expect(isTrusted(event(frame('https://evil.example/')), window)).toBe(false);
    expect(isTrusted(event(frame('about:blank')), window)).toBe(false);
    expect(isTrusted(event(frame('app://portrait/frame.html', main)), window)).toBe(false);
    expect(isTrusted(event(main, {} as WebContents), window)).toBe(false);
    expect(isTrusted(event(null), window)).toBe(false);
    expect(isTrusted(event(main), null)).toBe(false);
  });
});

describe('toHost', () => {
  it('takes frames, dialogs and the language', () => {
    for (const message of [
      { type: 'rpc', frame: '{}' },
      { type: 'rpc', frame: new Uint8Array(3) },
      { type: 'dialog', id: 1, request: { kind: 'save', filter: 'html', suggestedName: 'a' } },
      { type: 'locale', locale: 'zh-CN' },
    ])
      expect(toHost.safeParse(message).success).toBe(true);
  });
  it('refuses anything else', () => {
    for (const message of [
      null,
      'rpc',
      { type: 'rpc', frame: { evil: true } },
      { type: 'dialog', id: 1, request: { kind: 'open', filter: 'exe' } },
      { type: 'run', command: 'rm' },
    ])
      expect(toHost.safeParse(message).success).toBe(false);
  });
});
