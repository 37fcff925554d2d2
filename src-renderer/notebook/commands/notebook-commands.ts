import { fileNameFor } from '#shared/text/file-name.ts';
import { download } from '../../files/download.ts';
import { localeNames, locales } from '#shared/locale.ts';
import { locale } from '../../i18n/locale.svelte.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { themes, type Theme } from '../../stores/preferences.svelte.ts';
import type { Workbench } from '../../stores/workbench.svelte.ts';
import type { Command } from './command.ts';
import { icons } from './command-icons.ts';
import { exportPage } from '../page/export-page.ts';
import { chooseTextFile } from '../files.ts';

/** Creates, opens, imports, exports and deletes notebooks; each says what it did or why it could not. */
export class NotebookActions {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  readonly create = () =>
    this.#guard(async () => {
      void this.#bench.open(await this.#bench.workspace.create(m.notebook_untitled()));
    });

  readonly importFile = () =>
    this.#guard(async () => {
      const text = await chooseTextFile('.json,application/json');
      if (text !== null) void this.#bench.open(await this.#bench.workspace.importText(text));
    });

  readonly exportFile = () =>
    this.#guard(async () => {
      const store = this.#bench.notebook;
      if (!store) return;
      await store.flush();
      const file = await this.#bench.client.workspace.exportNotebook({ id: store.id });
      download(file.fileName, [file.text], 'application/json');
      this.#bench.notices.say(m.notebook_exported({ name: file.fileName }));
    });

  readonly exportHtml = () =>
    this.#guard(async () => {
      const store = this.#bench.notebook;
      if (!store) return;
      const name = fileNameFor(store.document.title, 'html');
      download(name, [await exportPage(this.#bench, store)], 'text/html');
      this.#bench.notices.say(m.notebook_exported({ name }));
    });

  readonly saveAs = (source: string, title: string) =>
    this.#guard(async () => {
      await this.#bench.notebook?.flush();
      void this.#bench.open(await this.#bench.workspace.saveAs(source, title));
    });

  readonly delete = (id: string) =>
    this.#guard(async () => {
      const { workspace, notices } = this.#bench;
      const title = workspace.info?.notebooks.find((entry) => entry.id === id)?.title ?? '';
      if (this.#bench.notebook?.id === id) {
        await this.#bench.notebook.flush();
        this.#bench.leave();
      }
      await workspace.delete(id);
      notices.say(m.notebook_deleted_notebook({ title }), {
        label: m.notebook_undo(),
        run: () =>
          void this.#guard(async () => {
            await workspace.restore(id);
            void this.#bench.open(id);
          }),
      });
      const next = workspace.info?.notebooks[0];
      if (!this.#bench.notebook && next) void this.#bench.open(next.id);
    });

  readonly openSample = (id: string) =>
    this.#guard(async () => {
      void this.#bench.open(await this.#bench.workspace.openSample(id, locale.current));
    });

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#bench.notices.error(thrown);
    }
  }
}

const themeNames: Record<Theme, () => string> = {
  system: m.app_theme_system,
  light: m.app_theme_light,
  dark: m.app_theme_dark,
};

export function themeName(theme: Theme): string {
  return themeNames[theme]();
}

/** Every action on notebooks, the workspace and the view. */
export function notebookCommands(bench: Workbench, actions: NotebookActions): Command[] {
  const hasNotebook = () => bench.notebook !== null;
  const preferences = bench.preferences;
  const show = (dialog: NonNullable<Workbench['dialog']>) => () => {
    bench.dialog = dialog;
  };
  return [
    {
      id: 'new',
      group: 'notebook',
      label: m.notebook_cmd_new,
      icon: icons.new,
      run: () => void actions.create(),
    },
    {
      id: 'open',
      group: 'notebook',
      label: m.notebook_cmd_open,
      icon: icons.open,
      run: () => void actions.importFile(),
    },
    {
      id: 'save-as',
      group: 'notebook',
      label: m.notebook_cmd_save_as,
      icon: icons.saveAs,
      keys: 'Ctrl+Shift+S',
      enabled: hasNotebook,
      run: show('save-as'),
    },
    {
      id: 'export-json',
      group: 'notebook',
      label: m.notebook_cmd_export_json,
      icon: icons.exportJson,
      keys: 'Ctrl+S',
      enabled: hasNotebook,
      run: () => void actions.exportFile(),
    },
    {
      id: 'export-html',
      group: 'notebook',
      label: m.notebook_cmd_export_html,
      icon: icons.exportHtml,
      enabled: hasNotebook,
      run: () => void actions.exportHtml(),
    },
    {
      id: 'settings',
      group: 'notebook',
      label: m.notebook_cmd_seed,
      icon: icons.settings,
      enabled: hasNotebook,
      run: show('settings'),
    },
    {
      id: 'runs',
      group: 'notebook',
      label: m.runs_command,
      icon: icons.runs,
      enabled: hasNotebook,
      run: show('runs'),
    },
    {
      id: 'bin',
      group: 'notebook',
      label: m.notebook_cmd_bin,
      icon: icons.delete,
      enabled: hasNotebook,
      run: show('bin'),
    },
    {
      id: 'samples',
      group: 'notebook',
      label: m.notebook_cmd_samples,
      icon: icons.samples,
      run: show('samples'),
    },
    {
      id: 'errata',
      group: 'notebook',
      label: m.errata_open,
      icon: icons.samples,
      run: show('errata'),
    },
    {
      id: 'backup',
      group: 'notebook',
      label: m.notebook_cmd_backup,
      icon: icons.backup,
      run: show('backup'),
    },
    {
      id: 'person',
      group: 'notebook',
      label: m.person_command,
      icon: icons.person,
      run: show('person'),
    },
    {
      id: 'audit',
      group: 'notebook',
      label: m.audit_command,
      icon: icons.audit,
      run: show('audit'),
    },
    {
      id: 'encryption',
      group: 'notebook',
      label: m.encryption_command,
      icon: icons.lock,
      enabled: () => bench.may('owner'),
      run: show('encryption'),
    },
    {
      id: 'links',
      group: 'notebook',
      label: m.links_command,
      icon: icons.links,
      enabled: () => bench.me.gate && bench.may('owner'),
      run: show('links'),
    },
    {
      id: 'help-privacy',
      group: 'notebook',
      label: m.help_command,
      icon: icons.help,
      run: () => bench.help('protected'),
    },
    {
      id: 'delete-notebook',
      group: 'notebook',
      label: m.notebook_cmd_delete_notebook,
      icon: icons.delete,
      enabled: hasNotebook,
      run: () => {
        if (bench.notebook) void actions.delete(bench.notebook.id);
      },
    },
    {
      id: 'palette',
      group: 'view',
      label: m.app_cmd_palette,
      keys: 'Ctrl+K',
      run: show('palette'),
    },
    {
      id: 'shortcuts',
      group: 'view',
      label: m.app_cmd_shortcuts,
      keys: '?',
      run: show('shortcuts'),
    },
    {
      id: 'rail',
      group: 'view',
      label: m.app_cmd_rail,
      keys: 'Ctrl+B',
      run: () => preferences.change({ railOpen: !preferences.values.railOpen }),
    },
    {
      id: 'inspector',
      group: 'view',
      label: m.app_cmd_inspector,
      keys: 'Ctrl+.',
      run: () => preferences.change({ inspectorOpen: !preferences.values.inspectorOpen }),
    },
    { id: 'engine', group: 'view', label: m.app_cmd_engine, run: show('engine') },
    ...themes.map((theme): Command => ({
      id: `theme-${theme}`,
      group: 'view',
      label: () => m.app_theme_set({ theme: themeName(theme) }),
      run: () => preferences.change({ theme }),
    })),
    ...locales.map((tag): Command => ({
      id: `language-${tag}`,
      group: 'view',
      label: () => m.app_language_set({ language: localeNames[tag] }),
      run: () => {
        preferences.setLocale(tag);
        bench.desktop?.tellLocale(tag);
      },
    })),
  ];
}
