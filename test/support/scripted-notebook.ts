import { JobQueue } from '../../src-main/backend/jobs/index.ts';
import { Notebooks } from '../../src-main/backend/notebook/index.ts';
import type { NotebookSession } from '../../src-main/backend/notebook/session.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { EnginePool } from '../../src-main/backend/engines/index.ts';
import { Recommending } from '../../src-main/backend/recommend/index.ts';
import { Training } from '../../src-main/backend/train/index.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import type { Json } from '#shared/model/json.ts';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import { counter, temporaryFolder } from './folder.ts';
import { ScriptedKinds } from './scripted-kinds.ts';
import { eventually } from './wait.ts';

/** One notebook over a real workspace, with kinds whose work a test directs. */
export class ScriptedNotebook {
  readonly kinds = new ScriptedKinds();
  readonly #folder = temporaryFolder();
  readonly #newId = counter('id');
  workspace: Workspace;
  notebooks: Notebooks;
  session: NotebookSession;

  constructor() {
    [this.workspace, this.notebooks] = this.#start();
    this.session = this.notebooks.session(this.notebooks.create('Test'));
  }

  restart(): void {
    const { id } = this.session;
    this.#end();
    [this.workspace, this.notebooks] = this.#start();
    this.session = this.notebooks.session(id);
  }

  remove(): void {
    this.#end();
    this.#folder.remove();
  }

  state(cell: string): CellState {
    return this.session.states().find((one) => one.cell === cell)!;
  }

  /** `cell status` of every cell. */
  all(): string[] {
    return this.session.states().map(({ cell, status }) => `${cell} ${status}`);
  }

  /** Waits for a status; over where nothing has been at work for 300 looks, since then it can no longer come. */
  until(cell: string, status: CellState['status']): Promise<CellState> {
    let idle = 0;
    const over = () => {
      const working = this.session.states().some((one) => atWork.has(one.status));
      idle = working ? 0 : idle + 1;
      return idle > 300 ? `nothing is at work: ${this.all().join(', ')}` : null;
    };
    return eventually(
      () => this.state(cell),
      (one) => one.status === status,
      { over },
    );
  }

  async runChain(): Promise<void> {
    this.session.edit(chain);
    await this.until('model', 'fresh');
    await this.session.run('all');
    await this.until('evaluate', 'fresh');
  }

  #start(): [Workspace, Notebooks] {
    const deps = { clock: Date.now, newId: this.#newId };
    const workspace = Workspace.open(this.#folder.file('a.portrait'), deps);
    const spawn = (): never => {
      throw new Error('no engine is needed here');
    };
    const engines = new EnginePool({ spawn, clock: Date.now });
    const training = new Training({ runs: workspace.runs, engines, ...deps });
    const recommending = new Recommending({ engines, blobs: workspace.blobs });
    const queue = new JobQueue(() => undefined);
    const more = { kinds: this.kinds.byName, folder: this.#folder.path, log: () => undefined };
    return [
      workspace,
      new Notebooks({ workspace, training, recommending, queue, ...deps, ...more }),
    ];
  }

  #end(): void {
    this.notebooks.close();
    this.workspace.close();
  }
}

/** From data to evaluation; each cell has its kind as id. */
const atWork: ReadonlySet<CellState['status']> = new Set(['queued', 'running']);

const given: Record<string, Record<string, Json>> = {
  data: { source: { type: 'file', path: 'a.csv', name: 'a.csv' } },
  features: { label: { column: 'bought' } },
};

export const chain: NotebookEdit[] = [
  'data',
  'clean',
  'features',
  'model',
  'train',
  'evaluate',
].map((kind, index) => ({ type: 'insert', index, kind, id: kind, settings: given[kind] }));

export const set = (cell: string, path: (string | number)[], value: Json): NotebookEdit => ({
  type: 'set',
  cell,
  path,
  value,
});
