import { createContext } from 'svelte';
import type { HelpPage } from '../shell/help/help-text.ts';
import { mayAct, type Role } from '#shared/model/role.ts';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { asPortraitError, isAway } from '../client/errors.ts';
import type { Client } from '../client/client.ts';
import type { Connection } from '../client/connection.svelte.ts';
import type { Desktop } from '../client/desktop.ts';
import { locale } from '../i18n/locale.svelte.ts';
import { EncryptionStore } from './encryption.svelte.ts';
import { FocusStore } from './focus.svelte.ts';
import { NotebookStore } from './notebook.svelte.ts';
import { NoticeStore } from './notices.svelte.ts';
import { OutputStore } from './outputs.svelte.ts';
import type { PreferenceStore } from './preferences.svelte.ts';
import { StatusStore } from './status.svelte.ts';
import { WorkspaceStore } from './workspace.svelte.ts';

export type Dialog =
  | 'palette'
  | 'shortcuts'
  | 'bin'
  | 'runs'
  | 'samples'
  | 'errata'
  | 'save-as'
  | 'save-to'
  | 'backup'
  | 'export-model'
  | 'engine'
  | 'settings'
  | 'audit'
  | 'person'
  | 'encryption'
  | 'links'
  | 'help';

type Me = Awaited<ReturnType<Client['links']['me']>>;

export type WorkbenchDeps = {
  connection: Connection;
  preferences: PreferenceStore;
  desktop: Desktop | null;
  clock: () => number;
  newId: () => string;
};

/** Everything the window knows, wired together once. */
export class Workbench {
  readonly connection: Connection;
  readonly preferences: PreferenceStore;
  readonly desktop: Desktop | null;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly notices = new NoticeStore();
  readonly focus = new FocusStore();
  readonly outputs: OutputStore;
  readonly workspace: WorkspaceStore;
  readonly status: StatusStore;
  readonly encryption: EncryptionStore;
  /** Who this window acts as; the owner until it is told. */
  me = $state.raw<Me>({ role: 'owner', name: '', gate: false, smallest: 1 });
  helpPage = $state<HelpPage>('protected');
  notebook = $state.raw<NotebookStore | null>(null);
  dialog = $state<Dialog | null>(null);
  /** Asks for the menu of cell kinds, for a cell at that place. */
  addRequest = $state.raw<{ index: number } | null>(null);
  /** Draws every cell, also those out of sight: set while the page is exported. */
  drawAll = $state(false);

  #noticed = false;

  constructor(deps: WorkbenchDeps) {
    this.connection = deps.connection;
    this.preferences = deps.preferences;
    this.desktop = deps.desktop;
    this.clock = deps.clock;
    this.newId = deps.newId;
    this.outputs = new OutputStore(deps.connection.client);
    this.workspace = new WorkspaceStore(deps.connection.client);
    this.encryption = new EncryptionStore(deps.connection.client, deps.clock);
    this.status = new StatusStore(deps.connection.client, this.notices.error);
  }

  get client() {
    return this.connection.client;
  }

  /** After each connection: the workspace, and at the first the notebook last looked at, or the first steps. */
  async start(): Promise<void> {
    try {
      const { state } = await this.encryption.refresh();
      if (state === 'locked') return this.hide();
      this.me = await this.client.links.me({});
      const info = await this.workspace.refresh();
      if (info.notice && !this.#noticed) this.#announce(info.notice);
      this.#noticed = true;
      if (this.notebook) return;
      const last = this.preferences.values.lastNotebook[info.path];
      const known = info.notebooks.find((entry) => entry.id === last) ?? info.notebooks[0];
      if (known) void this.open(known.id);
      else if (this.may('analyst')) await this.#openFirstSteps();
    } catch (thrown) {
      // The next connection begins again.
      if (!isAway(asPortraitError(thrown).code)) this.notices.error(thrown);
    }
  }

  /** Shows a notebook; the one shown before has its last edits sent and is let go. */
  async open(id: string): Promise<void> {
    if (this.notebook?.id === id) return;
    this.notebook?.close();
    const store = new NotebookStore(id, {
      client: this.client,
      onError: this.notices.error,
      clock: this.clock,
      newId: this.newId,
      mayChange: () => this.may('analyst'),
    });
    this.notebook = store;
    this.focus.cell = null;
    this.#remember(id);
    await store.follow();
  }

  /** Whether whoever looks at this window may do what takes a role. */
  may(least: Role): boolean {
    return mayAct(this.me.role, least);
  }

  help(page: HelpPage): void {
    this.helpPage = page;
    this.dialog = 'help';
  }

  /** The workspace was locked: nothing of it stays in the window but edits that are not saved yet. */
  hide(): void {
    if (this.notebook?.save === 'saved') this.leave();
    this.outputs.clear();
    this.workspace.info = null;
    this.dialog = null;
  }

  /** Shows nothing: after the open notebook was deleted. */
  leave(): void {
    this.notebook?.close();
    this.notebook = null;
  }

  /** Writes everything to a new file and goes on there; what waits to be saved is saved then. */
  async saveTo(path: string): Promise<string> {
    const info = await this.workspace.saveTo(path);
    if (this.notebook) this.#remember(this.notebook.id);
    void this.notebook?.flush();
    return info.path;
  }

  #announce(notice: ErrorData): void {
    // A newer format is no failure; rows that were lost are.
    if (notice.code === 'workspace_migrated') this.notices.tell(notice);
    else this.notices.error(new PortraitError(notice.code, notice.params));
  }

  async #openFirstSteps(): Promise<void> {
    const [first] = await this.client.workspace.samples({ locale: locale.current });
    if (!first) return;
    const id = await this.workspace.openSample(first.id, locale.current);
    // Whoever has opened or begun one meanwhile stays with it.
    if (this.notebook === null) void this.open(id);
  }

  #remember(id: string): void {
    const path = this.workspace.info?.path;
    if (!path) return;
    const { lastNotebook } = this.preferences.values;
    this.preferences.change({ lastNotebook: { ...lastNotebook, [path]: id } });
  }
}

export const [getWorkbench, setWorkbench] = createContext<Workbench>();
