import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  lastWorkspace,
  rememberWorkspace,
} from '../../../../../src-main/hosts/electron/settings.ts';
import {
  firstState,
  loadWindowState,
  saveWindowState,
} from '../../../../../src-main/hosts/electron/window/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-window-'));
  file = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('window state', () => {
  it('comes back as it was left', () => {
    const bounds = { x: 100, y: 50, width: 1200, height: 800 };
    saveWindowState(file, bounds, true);
    expect(loadWindowState(file, [screen])).toEqual({ bounds, maximized: true });
  });

  it('keeps the size but not the place on a screen that is gone', () => {
    saveWindowState(file, { x: 4000, y: 50, width: 1200, height: 800 }, false);
    expect(loadWindowState(file, [screen])).toEqual({
      bounds: { width: 1200, height: 800 },
      maximized: false,
    });
  });

  it.each(['', '{', '{"bounds":{"width":1}}', 'null'])('starts afresh from %j', (text) => {
    writeFileSync(file, text);
    expect(loadWindowState(file, [screen])).toEqual(firstState);
  });

  it('starts afresh where nothing was stored', () => {
    expect(loadWindowState(file, [screen])).toEqual(firstState);
  });
});

describe('last workspace', () => {
  it('is remembered, and unknown in a damaged file', () => {
    rememberWorkspace(file, '/data/a.portrait');
    expect(lastWorkspace(file)).toBe('/data/a.portrait');
    writeFileSync(file, '{"workspace":');
    expect(lastWorkspace(file)).toBeUndefined();
  });
});
