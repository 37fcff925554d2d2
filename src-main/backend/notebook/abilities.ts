import { isAbsolute, relative, sep } from 'node:path';
import { data } from '#shared/model/cells/data.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import { predict } from '#shared/model/cells/predict.ts';
import { hasTable } from '#shared/model/cells/value-type.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import type { PathPlace, Restricted } from '#shared/notebook/restricted.ts';
import { dataPath } from '../data/index.ts';
import { pathKind } from '../lib/index.ts';
import type { NotebookContent } from '../storage/index.ts';

type Abilities = Omit<Restricted, 'others'>;

/** What a notebook would run, read and write, told from its text alone: no path is touched. */
export function abilitiesOf({ document, bin }: NotebookContent, folder: string): Abilities {
  const active = document.cells.filter(({ kind }) => cellKind(kind)?.passive !== true);
  const reading = [
    ...document.cells.map((cell) => ({ cell, deleted: false })),
    ...bin.map(({ cell }) => ({ cell, deleted: true })),
  ];
  return {
    runs: active.map((cell) => ({
      ...named(cell),
      byItself: cellKind(cell.kind)?.cost === 'cheap',
    })),
    reads: reading.flatMap(({ cell, deleted }) => {
      const path = fileOf(cell);
      if (path === null) return [];
      const fullPath = pathKind(path) === 'file' ? dataPath(path, folder) : path;
      return [{ ...named(cell), path, fullPath, place: placeOf(fullPath, folder), deleted }];
    }),
    writes: active.filter(({ kind }) => hasTable(cellKind(kind))).map(named),
  };
}

/** Full paths a notebook's cells name, the bin's included. */
export function filesOf({ document, bin }: NotebookContent, folder: string): Set<string> {
  const cells = [...document.cells, ...bin.map(({ cell }) => cell)];
  return new Set(
    cells.flatMap((cell) => {
      const path = fileOf(cell);
      return path === null ? [] : [dataPath(path, folder)];
    }),
  );
}

/** Where the settings of a kind name the file it reads. */
const filesAt: ReadonlyMap<string, string> = new Map([
  [data.kind, 'source'],
  [predict.kind, 'model'],
]);

/** The file a cell reads, as its settings name it, whether or not they are valid as a whole. */
function fileOf(cell: Cell): string | null {
  const named = cell.settings[filesAt.get(cell.kind) ?? ''];
  if (typeof named !== 'object' || named === null || !('path' in named)) return null;
  return typeof named.path === 'string' ? named.path : null;
}

function placeOf(path: string, folder: string): PathPlace {
  const kind = pathKind(path);
  if (kind !== 'file') return kind;
  const from = relative(folder, path);
  const outside = from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from);
  return outside ? 'outside' : 'inside';
}

const named = ({ id, name, kind }: Cell) => ({ cell: id, name, kind });

/** Whether a notebook runs and reads nothing, so that it needs nobody's trust. */
export const nothingIn = ({ runs, reads }: ReturnType<typeof abilitiesOf>): boolean =>
  runs.length + reads.length === 0;
