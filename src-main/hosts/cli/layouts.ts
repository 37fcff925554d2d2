import type { CellId } from '#shared/model/ids.ts';
import { ORPCError } from '@orpc/client';
import { isDeepStrictEqual } from 'node:util';
import {
  data,
  parseOptions,
  type DataSettings,
  type ParseOptions,
} from '#shared/model/cells/data.ts';
import { filePresets, readAsProposed } from '#shared/model/file-presets/index.ts';
import type { Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { GivenFile } from './arguments.ts';
import type { Client } from './client.ts';

/**
 * How given files of a known layout are read: as the import dialog proposes. A cell whose notebook says by itself how
 * its file is read keeps that; options set by hand, such as the encoding, hold for looking at the file too.
 */
export async function layoutsOf(
  client: Pick<Client, 'files'>,
  document: Notebook,
  given: readonly GivenFile[],
  sets: readonly NotebookEdit[],
): Promise<NotebookEdit[]> {
  const edits: NotebookEdit[] = [];
  for (const { cell, path, name } of given) {
    const known = data.settings.safeParse(document.cells.find(({ id }) => id === cell)?.settings);
    if (!known.success || !isOpen(known.data)) continue;
    const byHand = optionsSet(cell, sets);
    const reading = await readAsProposed(name, (options, columns) =>
      client.files.preview({ path, options: { ...options, ...byHand }, columns }),
    ).catch(leaveToCell);
    if (!reading?.preset) continue;
    const { options, columns } = reading;
    // The same layout: what the notebook chose about its columns stands.
    if (known.data.columns.length > 0 && isDeepStrictEqual(options, known.data.options)) continue;
    edits.push({ type: 'set', cell, path: ['options'], value: options });
    edits.push({ type: 'set', cell, path: ['columns'], value: columns });
  }
  return edits;
}

/** Whether nobody chose how the file is read: nothing is said, or what a known layout says. */
function isOpen({ options, columns }: DataSettings): boolean {
  const plain = isDeepStrictEqual(options, parseOptions.parse({})) && columns.length === 0;
  // A header alone may well have been chosen by hand.
  return (
    plain ||
    filePresets.some(
      (preset) =>
        (preset.columns.by === 'place' || columns.length > 0) &&
        isDeepStrictEqual(preset.options, options),
    )
  );
}

/** Options of a cell's file that are set one by one. */
function optionsSet(cell: CellId, sets: readonly NotebookEdit[]): Partial<ParseOptions> {
  const entries = sets.flatMap((edit) => {
    if (edit.type !== 'set' || edit.cell !== cell) return [];
    const [first, name, ...deeper] = edit.path;
    return first === 'options' && name !== undefined && deeper.length === 0
      ? [[name, edit.value]]
      : [];
  });
  return parseOptions.partial().safeParse(Object.fromEntries(entries)).data ?? {};
}

/** A file that cannot be looked at: the cell says so when it runs. */
function leaveToCell(thrown: unknown): null {
  if (thrown instanceof ORPCError) return null;
  throw thrown;
}
