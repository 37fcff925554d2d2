import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { cellKind } from '#shared/model/cells/index.ts';
import type { Erasure, FoundPerson } from '#shared/contract/person.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { pseudonyms, uploadsBeside, type Uploads } from '../data/index.ts';
import type { JobQueue } from '../jobs/index.ts';
import { addressOf, type Notebooks } from '../notebook/index.ts';
import {
  erasePerson,
  exportPerson,
  findPerson,
  formsOf,
  heldIn,
  identifiersOf,
  linkedTo,
  removalsBeside,
} from '../privacy/index.ts';
import {
  AuditLog,
  isDistinctive,
  maskingKey,
  plainLabel,
  suppressionHash,
  uploadsOwner,
  type Ingredients,
  type Workspace,
} from '../storage/index.ts';
import type { Implementer } from './base.ts';

type Services = {
  workspace: Workspace;
  notebooks: Notebooks;
  uploads: Uploads;
  queue: JobQueue;
  clock: () => number;
  newId: () => string;
};

export function personApi(
  api: Implementer,
  { workspace, notebooks, uploads, queue, clock, newId }: Services,
) {
  const service = api.person;
  const meant = (typed: readonly string[]) => identifiersOf(workspace.db, typed, pseudonyms);
  /** By which the log knows somebody again without naming them. */
  const codeOf = (typed: readonly string[]): string =>
    suppressionHash(maskingKey(workspace.db))(null, typed[0] ?? '').slice(0, 16);
  const note = (
    action: 'person_found' | 'person_exported' | 'person_checked',
    typed: readonly string[],
    details: Record<string, number>,
  ): void => {
    workspace.audit.add({ action, object: { type: 'person', id: codeOf(typed) }, details });
  };

  return service.router({
    find: service.find.handler(({ input }) => {
      const cells = cellsByAddress(workspace);
      const identifiers = meant(input.identifiers);
      const here = findPerson(workspace.db, identifiers, (address) => cells.get(address) ?? []);
      const linked = linkedTo(workspace.db, identifiers);
      const found = { ...here, identifiers: [...identifiers, ...linked] };
      note('person_found', input.identifiers, { places: found.places.length });
      return found;
    }),
    export: service.export.handler(({ input }) => {
      const identifiers = meant(input.identifiers);
      const cells = cellsByAddress(workspace);
      const made = exportPerson(
        workspace.db,
        { identifiers: formsOf(identifiers), columns: new Set(input.columns.map(plainLabel)) },
        {
          identifiers: identifiers.map(({ text }) => text),
          now: clock(),
          nameOf: (address) => cells.get(address)?.[0]?.name ?? '',
        },
      );
      note('person_exported', input.identifiers, { rows: made.rows });
      return { ...made, fileName: 'person' };
    }),
    erase: service.erase.handler(async ({ input }): Promise<Erasure> => {
      notebooks.stopAll();
      await uploads.close();
      await queue.idle();
      const identifiers = meant(input.identifiers);
      const words = identifiers.map(({ text }) => text).filter(isDistinctive);
      const { path } = workspace;
      const owner = uploadsOwner(workspace.db, newId);
      notebooks.reopen();
      const { erased, entry } = workspace.rewrite((db, marks) => {
        const done = erasePerson(
          db,
          marks,
          { identifiers, columns: input.columns },
          {
            ...{ now: clock(), newId, path, addressOf: addressedAnew },
            removals: (affected, others) =>
              removalsBeside(path, uploadsBeside(path, owner), { affected, others, words }),
          },
        );
        const log = new AuditLog(db, { clock, actor: () => workspace.audit.actor, keepers: [] });
        const { tables, rows, results, models, texts, removed } = done;
        const seq = log.add({
          action: 'person_erased',
          object: { type: 'person', id: codeOf(input.identifiers) },
          details: { tables, rows, results, models, texts, files: removed.length },
        });
        return { erased: done, entry: seq };
      });
      notebooks.reopen();
      const beside = [path, `${path}-wal`, ...uploadsBeside(path, owner)];
      const again = findPerson(workspace.db, identifiers, () => []);
      const columns = new Set(input.columns.map(plainLabel));
      const left = again.places
        .filter(({ column }) => columns.has(plainLabel(column)))
        .reduce((sum, { rows }) => sum + rows, 0);
      const found = heldIn(beside, words) + left + again.texts;
      note('person_checked', input.identifiers, { found });
      const { tables, rows, results, models, texts, removed, files } = erased;
      const copies = removed.filter((file) => file.endsWith('.portrait')).length;
      const outside = [...new Set(files)].filter((file) => isAbsolute(file) && isThere(file));
      return {
        ...{ entry, tables, rows, results, models, texts, found, outside, backups: copies },
        uploads: removed.filter((file) => /\.uploads[\\/]/.test(file)).length,
      };
    }),
  });
}

/** Throws `not_found` for a result of a kind there is none of any more. */
function addressedAnew(made: Ingredients): string {
  const definition = cellKind(made.kind);
  if (definition === undefined) throw new PortraitError('not_found', { what: made.kind });
  return addressOf(made, definition);
}

/** Cells of live notebooks by the result they show. */
function cellsByAddress({ notebooks }: Workspace): Map<string, FoundPerson['places'][0]['cells']> {
  const cells = new Map<string, FoundPerson['places'][0]['cells']>();
  for (const { id } of notebooks.list()) {
    const names = new Map(notebooks.get(id).document.cells.map((cell) => [cell.id, cell.name]));
    for (const [cell, address] of notebooks.shown(id)) {
      const name = names.get(cell);
      if (name === undefined) continue;
      cells.set(address, [...(cells.get(address) ?? []), { notebook: id, cell, name }]);
    }
  }
  return cells;
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
