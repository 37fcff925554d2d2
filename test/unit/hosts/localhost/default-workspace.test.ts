import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultWorkspace } from '../../../../src-main/hosts/localhost/default-workspace.ts';
import { temporaryFolder } from '../../../support/folder.ts';

let home: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  home = temporaryFolder();
});
afterEach(() => home.remove());
const inFolder = (...parts: string[]) => join(home.path, ...parts, 'Portrait', 'portrait.portrait');

describe('defaultWorkspace', () => {
  it('is at home where there is no documents folder', () => {
    expect(defaultWorkspace(home.path, {})).toBe(inFolder());
  });

  it('is in the documents', () => {
    mkdirSync(home.file('Documents'));
    expect(defaultWorkspace(home.path, {})).toBe(inFolder('Documents'));
  });

  it('finds the documents under the name the desktop gives them', () => {
    mkdirSync(home.file('.config'));
    mkdirSync(home.file('文档'));
    writeFileSync(home.file('.config/user-dirs.dirs'), '# x\nXDG_DOCUMENTS_DIR="$HOME/文档"\n');
    expect(defaultWorkspace(home.path, {})).toBe(inFolder('文档'));
  });

  it('does not take the home folder for documents', () => {
    mkdirSync(home.file('.config'));
    writeFileSync(home.file('.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME"\n');
    expect(defaultWorkspace(home.path, {})).toBe(inFolder());
  });
});
