import { PortraitError } from '#shared/errors/index.ts';
import { cellKinds } from '#shared/model/cells/index.ts';
import type { KindContext } from '../../src-main/backend/notebook/cell-kind.ts';
import type { UntypedKind } from '../../src-main/backend/notebook/untyped-kind.ts';

type Work = (context: KindContext, settings: unknown) => Promise<unknown>;

/**
 * The real definitions of all kinds with work that a test directs: what is made says from which inputs, `made` lists
 * every making, and `work` replaces the making of a kind. `files` stands for data outside the notebook.
 */
export class ScriptedKinds {
  readonly made: string[] = [];
  readonly work = new Map<string, Work>();
  files = 'content 1';
  readonly byName: ReadonlyMap<string, UntypedKind>;

  constructor() {
    this.byName = new Map(cellKinds.map((definition) => [definition.kind, this.#kind(definition)]));
  }

  /** How often a cell was made. */
  count(cell: string): number {
    return this.made.filter((name) => name === cell).length;
  }

  #kind(definition: UntypedKind['definition']): UntypedKind {
    return {
      definition,
      ...(definition.kind === 'data' && { fingerprint: () => Promise.resolve(this.files) }),
      run: async (context, settings) => {
        this.made.push(context.cell);
        const own = this.work.get(definition.kind);
        if (own !== undefined) return own(context, settings);
        const inputs = definition.slots.flatMap(({ name }) => context.inputs(name));
        return { of: inputs.map(({ output }) => output), seed: context.seed };
      },
      artefacts: (output) =>
        isTable(output) ? { tables: [output.table], blobs: [], runs: [] } : nothing,
      reads: () => true,
      partial: (output) => typeof output === 'object' && output !== null && 'partial' in output,
      query: (name) => Promise.resolve({ name }),
    };
  }
}

const nothing = { tables: [], blobs: [], runs: [] };
function isTable(output: unknown): output is { table: string } {
  return typeof output === 'object' && output !== null && 'table' in output;
}

/** Work that goes on until `finish` or until it is stopped, when it keeps `kept` or nothing. */
export function longWork(kept?: object): { work: Work; begun: Promise<void>; finish(): void } {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    finish: () => gate.resolve(),
    work: async ({ signal }) => {
      begun.resolve();
      const aborted = new Promise<'aborted'>((resolve) =>
        signal.addEventListener('abort', () => resolve('aborted')),
      );
      if ((await Promise.race([gate.promise, aborted])) !== 'aborted') return { whole: true };
      if (kept === undefined) throw new PortraitError('cancelled');
      return { ...kept, partial: true };
    },
  };
}
