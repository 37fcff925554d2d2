import { toErrorData } from '#shared/errors/index.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { json } from '#shared/model/json.ts';
import { canonicalJson } from '../lib/index.ts';
import type { ErasedData } from '../storage/index.ts';
import type { UntypedKind } from './untyped-kind.ts';
import type { Fingerprint } from './resolve.ts';

/** Identities of the data cells read from outside, known without waiting; `refresh` looks at the data again. */
export class Fingerprints {
  readonly #kinds: ReadonlyMap<string, UntypedKind>;
  readonly #folder: string;
  readonly #erased: Pick<ErasedData, 'fingerprint'>;
  readonly #known = new Map<string, Fingerprint>();

  /** `erased` knows of data from which people were taken out: it is other data since. */
  constructor(
    kinds: ReadonlyMap<string, UntypedKind>,
    folder: string,
    erased: Pick<ErasedData, 'fingerprint'>,
  ) {
    this.#erased = erased;
    this.#kinds = kinds;
    this.#folder = folder;
  }

  get(kind: string, settings: unknown): Fingerprint {
    if (this.#kinds.get(kind)?.fingerprint === undefined) return { state: 'none' };
    return this.#known.get(key(kind, settings)) ?? { state: 'pending' };
  }

  /** Looks at the data of every cell again; resolves with whether anything came out differently. */
  async refresh(document: Notebook, signal?: AbortSignal): Promise<boolean> {
    const read = document.cells.filter(
      ({ kind }) => this.#kinds.get(kind)?.fingerprint !== undefined,
    );
    const changes = await Promise.all(
      read.map(async (cell) => {
        const kind = this.#kinds.get(cell.kind);
        if (kind?.fingerprint === undefined) return false;
        const settings = kind.definition.settings.safeParse(cell.settings);
        if (!settings.success) return false;
        const found = await look(kind.fingerprint(settings.data, this.#folder, signal));
        const now =
          found.state === 'known'
            ? { ...found, value: this.#erased.fingerprint(found.value) }
            : found;
        const name = key(cell.kind, settings.data);
        const before = this.#known.get(name);
        this.#known.set(name, now);
        return before === undefined || JSON.stringify(before) !== JSON.stringify(now);
      }),
    );
    return changes.includes(true);
  }
}

async function look(fingerprint: Promise<string>): Promise<Fingerprint> {
  try {
    return { state: 'known', value: await fingerprint };
  } catch (thrown) {
    return { state: 'failed', error: toErrorData(thrown) };
  }
}

function key(kind: string, settings: unknown): string {
  return `${kind} ${canonicalJson(json.parse(settings))}`;
}
