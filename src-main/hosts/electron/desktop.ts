import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, dialog, screen, type BrowserWindow, type Event } from 'electron';
import { toHost, type FromHost } from '#shared/desktop/bridge.ts';
import { errorText, type ErrorData } from '#shared/errors/index.ts';
import { textsIn } from '#shared/languages/area.ts';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';
import { desktopTexts } from '#shared/languages/index.ts';
import type { Locale } from '#shared/locale.ts';
import { BackendLink } from './backend/backend-link.ts';
import { askAboutTraining, mayLoseUnsaved } from './window/closing.ts';
import { askForPath } from './window/dialogs.ts';
import { showMenu } from './window/menu.ts';
import { pdfOf } from './window/pdf.ts';
import { channel } from './security/origin.ts';
import { rememberWorkspace } from './settings.ts';
import { TicketDesk } from './security/ticket-desk.ts';
import { loadWindowState } from './window/window-state.ts';
import { openWindow } from './window/window.ts';

export type DesktopPaths = { dist: string; userData: string };

/** One workspace, its backend and at most one window; the backend outlives the window while it trains. */
export class Desktop {
  readonly #paths: DesktopPaths;
  #locale: Locale;
  #window: BrowserWindow | null = null;
  #backend: BackendLink;
  #workspace: string;
  readonly #tickets = new TicketDesk((path) => this.#backend.post({ type: 'offer', path }));
  #mayClose = false;
  #printing: Promise<unknown> = Promise.resolve();
  #whenIdle: () => void = () => undefined;

  constructor(paths: DesktopPaths, workspace: string, locale: Locale) {
    this.#paths = paths;
    this.#locale = locale;
    this.#workspace = workspace;
    this.#backend = this.#openBackend(workspace);
    this.#showMenu();
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  get #texts(): DesktopTexts {
    return textsIn(desktopTexts, this.#locale);
  }

  /** Brings the window to the front, opening it again where it was closed. */
  show(): void {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      return this.#window.focus();
    }
    const stateFile = join(this.#paths.userData, 'window.json');
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = openWindow({
      preload: join(this.#paths.dist, 'electron', 'preload.cjs'),
      state: loadWindowState(stateFile, screens),
      stateFile,
    });
    this.#window = window;
    this.#mayClose = false;
    window.on('close', (event) => this.#onClose(event, window));
    window.webContents.on('will-prevent-unload', (event) => {
      // Preventing what prevents: the window may go.
      if (mayLoseUnsaved(window, this.#texts)) event.preventDefault();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#backend.post({ type: 'window-changed' });
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument)
        this.#backend.post({ type: 'window-changed' });
    });
  }

  /** A message of the window that passed the sender check. */
  async receive(message: unknown): Promise<void> {
    const parsed = toHost.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.type === 'rpc') return this.#backend.post(data);
    if (data.type === 'locale') {
      this.#locale = data.locale;
      return this.#showMenu();
    }
    if (!this.#window) return;
    if (data.type === 'pdf') {
      // Why it failed says nothing to a reader; the window offers another way.
      const bytes = await this.#oneByOne(() => pdfOf(data.html)).catch(() => null);
      return this.#send({ type: 'pdf', id: data.id, bytes });
    }
    const path = await askForPath(this.#window, data.request, this.#texts);
    const shown = path === null ? null : this.#tickets.issue(path);
    this.#send({ type: 'dialog', id: data.id, path: shown });
  }

  /** A workspace the system hands over: double-clicked, or named to a second start. */
  async openFile(path: string): Promise<void> {
    this.show();
    if (path === this.#workspace) return;
    if (this.training && this.#window) {
      const choice = await askAboutTraining(this.#window, this.#texts);
      if (choice !== 'stop') return;
    }
    await this.#changeWorkspace(path);
  }

  /** Ends everything in order: what is being written is written. */
  async close(): Promise<void> {
    await this.#backend.close();
  }

  get training(): boolean {
    return this.#backend.training;
  }

  /** Calls once, when nothing trains any more. */
  onceIdle(listener: () => void): void {
    this.#whenIdle = listener;
  }

  #send(message: FromHost): void {
    this.#window?.webContents.send(channel, message);
  }

  /** One page after the other: each needs a window of its own. */
  #oneByOne<T>(print: () => Promise<T>): Promise<T> {
    const made = this.#printing.then(print);
    this.#printing = made.catch(() => undefined);
    return made;
  }

  #onClose(event: Event, window: BrowserWindow): void {
    if (!this.training || this.#mayClose) return;
    event.preventDefault();
    void askAboutTraining(window, this.#texts).then((choice) => {
      if (choice === 'cancel') return;
      this.#mayClose = true;
      if (choice === 'stop') app.quit();
      else window.close();
    });
  }

  #openBackend(workspace: string): BackendLink {
    mkdirSync(dirname(workspace), { recursive: true });
    return new BackendLink({
      entry: join(this.#paths.dist, 'backend', 'main.mjs'),
      engineEntry: join(this.#paths.dist, 'engine', 'engine.mjs'),
      workspace,
      clock: Date.now,
      onMessage: (message) => {
        if (message.type === 'rpc') this.#send(message);
        else if (message.type === 'exchanged') this.#send({ type: 'backend-restarted' });
        else if (message.type === 'failed') void this.#onFailed(message.error);
        else rememberWorkspace(join(this.#paths.userData, 'desktop.json'), message.workspace);
      },
      onIdle: () => {
        this.#whenIdle();
        this.#whenIdle = () => undefined;
      },
      onRestart: () => {
        this.#tickets.tellAgain();
        this.#send({ type: 'backend-restarted' });
      },
      onLost: () => {
        dialog.showErrorBox(this.#texts.backendLost, this.#texts.backendLostDetail);
        app.exit(1);
      },
    });
  }

  /** The workspace could not be opened: said in words, and another may be chosen. */
  async #onFailed(error: ErrorData): Promise<void> {
    const { sentence, next } = errorText(error, this.#locale);
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: sentence,
      detail: next,
      buttons: [this.#texts.openWorkspace, this.#texts.quit],
      cancelId: 1,
    });
    if (response !== 0 || !(await this.#openWorkspace())) app.exit(1);
  }

  async #newWorkspace(): Promise<void> {
    const { canceled, filePath } = await dialog.showSaveDialog({
      defaultPath: join(app.getPath('documents'), 'Portrait.portrait'),
    });
    if (!canceled && filePath) await this.#changeWorkspace(filePath);
  }

  async #openWorkspace(): Promise<boolean> {
    const { filePaths } = await dialog.showOpenDialog({
      filters: [{ name: this.#texts.filterWorkspace, extensions: ['portrait'] }],
      properties: ['openFile'],
    });
    const [path] = filePaths;
    if (path === undefined || !existsSync(path)) return false;
    await this.#changeWorkspace(path);
    return true;
  }

  async #changeWorkspace(path: string): Promise<void> {
    await this.#backend.close();
    this.#tickets.clear();
    this.#workspace = path;
    this.#backend = this.#openBackend(path);
    this.#send({ type: 'backend-restarted' });
  }

  #showMenu(): void {
    showMenu(this.#texts, {
      command: (command) => this.#send({ type: 'command', command }),
      newWorkspace: () => void this.#newWorkspace(),
      openWorkspace: () => void this.#openWorkspace(),
    });
  }
}
