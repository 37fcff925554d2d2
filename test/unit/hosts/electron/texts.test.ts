import { describe, expect, it } from 'vitest';
import { fileFilters } from '../../../../src-main/hosts/electron/window/file-filters.ts';
import { menuTemplate } from '../../../../src-main/hosts/electron/window/menu-template.ts';
import { textsIn } from '#shared/languages/area.ts';
import { desktopTexts } from '#shared/languages/index.ts';
import { closestLocale } from '#shared/locale.ts';

const english = textsIn(desktopTexts, 'en');
const chinese = textsIn(desktopTexts, 'zh-CN');
const actions = {
  command: () => undefined,
  newWorkspace: () => undefined,
  openWorkspace: () => undefined,
};

describe('texts', () => {
  it('are all there in both languages, and differ', () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    const same = Object.entries(english).filter(
      ([key, text]) => Reflect.get(chinese, key) === text,
    );
    expect(same).toEqual([]);
  });

  it('follow the system language', () => {
    expect(
      ['zh-CN', 'zh-Hans-SG', 'zh', 'en-GB', 'de', ''].map((tag) => closestLocale([tag])),
    ).toEqual([...['zh-CN', 'zh-CN', 'zh-CN', 'en', 'en', 'en']]);
  });
});

describe('menuTemplate', () => {
  it('labels every entry in the chosen language', () => {
    const labels = (texts: typeof english) =>
      menuTemplate(texts, actions, 'linux')
        .flatMap(({ label, submenu }) => [label, ...(Array.isArray(submenu) ? submenu : [])])
        .map((entry) => (typeof entry === 'object' ? entry.label : entry))
        .filter((label) => label !== undefined);
    expect(labels(english)).toHaveLength(labels(chinese).length);
    expect(labels(chinese).filter((label) => /[a-z]/i.test(label))).toEqual([]);
  });

  it('leaves document-wide undo to the window: its key is shown, not taken', () => {
    const entries = menuTemplate(english, actions, 'linux').flatMap(({ submenu }) =>
      Array.isArray(submenu) ? submenu : [],
    );
    const undo = entries.find(({ label }) => label === 'Undo');
    expect(undo).toMatchObject({ accelerator: 'CmdOrCtrl+Z', registerAccelerator: false });
    expect(undo?.role).toBeUndefined();
  });
});

describe('fileFilters', () => {
  it('offers all files last, whatever is asked for', () => {
    for (const kind of ['data', 'notebook', 'workspace', 'html', 'any'] as const)
      expect(fileFilters(kind, english).at(-1)).toEqual({ name: 'All files', extensions: ['*'] });
  });
});
