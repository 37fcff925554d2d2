import type { Locale } from '#shared/locale.ts';
import type { WorkspaceInfo } from '#shared/contract/workspace.ts';
import type { Client } from '../client/client.ts';

/** The workspace file: its notebooks, size and notice. */
export class WorkspaceStore {
  info = $state.raw<WorkspaceInfo | null>(null);
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async refresh(): Promise<WorkspaceInfo> {
    this.info = await this.#client.workspace.info({});
    return this.info;
  }

  /** Goes on in a new file that everything is written to. */
  async saveTo(path: string): Promise<WorkspaceInfo> {
    this.info = await this.#client.workspace.saveTo({ path });
    return this.info;
  }

  async create(title: string): Promise<string> {
    const { id } = await this.#client.workspace.createNotebook({ title });
    await this.refresh();
    return id;
  }

  /** A copy under another title: the notebook's “save as”. */
  async saveAs(source: string, title: string): Promise<string> {
    const { id } = await this.#client.workspace.duplicateNotebook({ id: source });
    await this.#client.notebook.edit({ id, edits: [{ type: 'title', title }] });
    await this.refresh();
    return id;
  }

  async delete(id: string): Promise<void> {
    await this.#client.workspace.deleteNotebook({ id });
    await this.refresh();
  }

  async restore(id: string): Promise<void> {
    await this.#client.workspace.restoreNotebook({ id });
    await this.refresh();
  }

  async importText(text: string): Promise<string> {
    const { id } = await this.#client.workspace.importNotebook({ text });
    await this.refresh();
    return id;
  }

  async openSample(id: string, locale: Locale): Promise<string> {
    const opened = await this.#client.workspace.openSample({ id, locale });
    await this.refresh();
    return opened.id;
  }
}
